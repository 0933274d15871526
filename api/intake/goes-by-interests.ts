import { alertEvents } from '../../domain/alerts/alert.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';

/** Whether any of these journeys begins with what customers are interested in. */
export const goesByInterests = (specs: readonly JourneySpec[]): boolean =>
  specs.some((spec) =>
    triggersOf(spec).some((type) => type === 'intent.shown' || (Object.values(alertEvents) as string[]).includes(type)),
  );

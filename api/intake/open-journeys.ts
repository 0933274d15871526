import type { EventType } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import type { Change } from './changes/change.ts';

/** The journeys as this event may start them: some are for sign-ups alone that wait for their confirmation. */
export const openTo = (
  specs: readonly JourneySpec[],
  { unconfirmed }: Change,
  type: StoreEvent['type'],
): readonly JourneySpec[] =>
  specs.map((spec) => {
    if (spec.unconfirmed) return unconfirmed === 'asked' ? spec : { ...spec, trigger: [] };
    // As far as the others are concerned nobody has signed up yet.
    return unconfirmed ? { ...spec, trigger: [], exitOn: spec.exitOn.filter(({ name }) => name !== type) } : spec;
  });

/** Whether any journey looks at this type. */
export const isUsed = (specs: readonly JourneySpec[], type: EventType): boolean =>
  specs.some((spec) =>
    [spec.trigger, spec.exitOn, spec.listens ?? []].flat().some((definition) => definition.name === type),
  );

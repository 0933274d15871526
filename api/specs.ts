import type { JourneySpec } from '../domain/journey.ts';
import * as journeys from '../workflows/index.ts';

/** Every journey as data, from the registry. */
export const specs: readonly JourneySpec[] = Object.values(journeys).map((journey) => journey.spec);

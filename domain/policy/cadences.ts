import type { Cadence } from '../cadence.ts';

/** The store's own times of journeys' steps; what it does not name is as the journey has it. */
export interface CadencesPolicy {
  /** By the name of the journey, then of the step. */
  readonly byJourney: Readonly<Record<string, Cadence>>;
}

export const defaultCadences: CadencesPolicy = { byJourney: {} };

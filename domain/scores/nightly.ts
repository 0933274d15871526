import type { StoreId } from '../ids.ts';
import type { FitOutcome } from './models.ts';

/** What the nightly run says of a store. */
export interface NightlyStore {
  readonly store: StoreId;
  readonly scored: number;
  readonly fits: readonly FitOutcome[];
}

/** The activities of the nightly run, on a queue of its own: no message ever waits behind them. */
export interface ScoringActivities {
  listStores(): Promise<readonly StoreId[]>;
  /** Fits and scores one store; goes on where an attempt before it ended. */
  scoreWholeStore(store: StoreId): Promise<NightlyStore>;
}

export const scoringQueue = 'relance-scoring';

/** The workflow's type, the id of its schedule, and when it starts: while shops sleep in Europe. */
export const nightlyScoring = {
  workflow: 'nightlyScores',
  schedule: 'relance/nightly-scores',
  at: { hour: 1, minute: 30 },
} as const;

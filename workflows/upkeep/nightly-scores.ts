import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { StoreId } from '../../domain/ids.ts';
import { type NightlyStore, type ScoringActivities, scoringQueue } from '../../domain/scores/nightly.ts';

const { listStores, scoreWholeStore } = proxyActivities<ScoringActivities>({
  taskQueue: scoringQueue,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '2 minutes',
  retry: { initialInterval: '30 seconds', maximumInterval: '10 minutes', maximumAttempts: 6 },
});

/** What a night came to. */
export interface NightlyScores {
  readonly stores: readonly NightlyStore[];
  readonly failed: readonly StoreId[];
}

/** Fits the models of every store and scores its customers, one store after the other; one that fails stops no other. */
export async function nightlyScores(): Promise<NightlyScores> {
  const stores: NightlyStore[] = [];
  const failed: StoreId[] = [];
  for (const store of await listStores()) {
    try {
      stores.push(await scoreWholeStore(store));
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      failed.push(store);
    }
  }
  return { stores, failed };
}

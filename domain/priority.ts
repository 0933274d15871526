import type { StoreId } from './ids.ts';
import type { Purpose } from './journey.ts';

/** Where a task stands in Temporal's queues; the shape of the SDK's own `Priority`. */
export interface TaskPriority {
  readonly priorityKey: number;
  readonly fairnessKey: string;
}

/** Temporal's keys go from 1, first served, to 5; 3 is what has none. */
const priorityKeys: Readonly<Record<Purpose, number>> = { transactional: 1, marketing: 3 };

/**
 * Customers wait for a confirmation and not for a relaunch; and of two stores with work waiting neither is served
 * twice before the other once, where the server has fairness on (`matching.enableFairness`).
 */
export const taskPriority = (purpose: Purpose, store: StoreId): TaskPriority => ({
  priorityKey: priorityKeys[purpose],
  fairnessKey: store,
});

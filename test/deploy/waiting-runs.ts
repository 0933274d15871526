import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { deliverRow } from '../../api/dispatcher/deliver.ts';
import type { DueRow } from '../../db/road/outbox.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import type { CartId, CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import { type Plan, replanSignal } from '../../domain/run.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';

/** Does `work` for every item, fifty at a time. */
export const forAll = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  const remaining = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of remaining) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: 50 }, lane));
  return results;
};

/** Starts runs of the abandoned cart as the dispatcher does, their first message due at once. Gives their workflow ids. */
export const startRuns = async (client: Client, count: number): Promise<readonly string[]> =>
  forAll(
    Array.from({ length: count }, () => dueRow()),
    async (row) => {
      await deliverRow({ client, realNow: Date.now }, row);
      return workflowIdOf(row.run);
    },
  );

/** Gives every run this plan: each wakes, and a worker that does not know it yet replays its history. */
export const wake = async (client: Client, ids: readonly string[], plan: Plan): Promise<void> => {
  await forAll(ids, async (id) => client.workflow.getHandle(id).signal(replanSignal, plan));
};

const dueRow = (): DueRow => {
  const touchedAt = new Date(Date.now() - 2 * 3_600_000);
  const cartId = randomUUID() as CartId;
  return {
    id: 1,
    kind: 'start',
    signal: null,
    attempts: 0,
    calendar: [],
    run: {
      id: randomUUID() as RunId,
      workflowId: null,
      rank: 'cart',
      purpose: 'marketing',
      storeId: 'demo' as StoreId,
      journey: cartAbandonment.spec.name,
      customerId: randomUUID() as CustomerId,
      subject: cartId,
      episode: 1,
      event: { cartId },
      startedAt: touchedAt,
      touchedAt,
      dueAt: touchedAt,
      state: 'open',
      exitEvent: null,
      exitedAt: null,
      outcome: null,
      reason: null,
      sent: 0,
      withheld: 0,
      closedAt: null,
    },
  };
};

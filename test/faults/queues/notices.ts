import { randomUUID } from 'node:crypto';
import type { StoreId } from '../../../domain/ids.ts';
import { taskPriority } from '../../../domain/priority.ts';
import { type RunInput, taskQueues, workflowId } from '../../../domain/run.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { Cast } from '../cast/cast.ts';

type SeenRun = Pick<RunInput, 'customer' | 'subject' | 'event'>;

/**
 * Starts the transactional fixture for a shopper who has a cart, as the dispatcher starts runs.
 *
 * @returns the key of its one message.
 */
export const startNotice = async (cast: Cast, shopper: string): Promise<string> => {
  const { sql } = cast.postgres;
  const store = cast.store as StoreId;
  const run = randomUUID() as RunInput['run'];
  const [of] = await sql<SeenRun[]>`
    insert into runs (id, store_id, journey, customer_id, subject, episode, event, started_at, touched_at, due_at, state)
    select ${run}, runs.store_id, 'notice', runs.customer_id, subject, 1, event, now(), now(), now(), 'open'
    from runs join customer_aliases alias on alias.customer_id = runs.customer_id
    where alias.store_id = ${store} and alias.kind = 'id' and alias.value = ${shopper} and journey = 'cartAbandonment'
    returning customer_id as customer, subject, event`;
  const key = { store, journey: 'notice', customer: of!.customer, subject: of!.subject, episode: 1 };
  const input: RunInput = {
    ...key,
    run,
    event: of!.event,
    touchedAt: toInstant(Date.now()),
    plan: { calendar: [], clock: cast.clock },
  };
  await cast.temporal.client.workflow.start('notice', {
    args: [input],
    workflowId: workflowId(key),
    taskQueue: taskQueues.journeys,
    priority: taskPriority('transactional', store),
  });
  return `${run}/cart/reminder#1/email`;
};

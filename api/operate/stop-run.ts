import type { RequestHandler } from 'express';
import { validate as isUuid } from 'uuid';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database, Queries } from '../../db/client.ts';
import { lockCustomers } from '../../db/customers/customers.ts';
import { insertOutbox, type NewOutboxRow } from '../../db/road/outbox.ts';
import { exitRuns, readStoreRun, type RunRow } from '../../db/road/runs.ts';
import type { RunId, StoreId } from '../../domain/ids.ts';
import { stopSignal } from '../../domain/run.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { TryAgain } from '../intake/try-again.ts';
import { withRetries } from '../intake/retries.ts';
import { unknownObject } from '../read/unknown-object.ts';
import { runView } from '../read/views.ts';

export interface StopRunDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Called after a commit that Temporal must be told of. */
  wake(): void;
}

/** `POST /v1/runs/:runId/stop`: nothing more of the run is claimed from here on; one that is over stays as it is. */
export const postStopRun =
  (deps: StopRunDeps): RequestHandler =>
  async (request, response) => {
    const id = String(request.params['runId']);
    const run = isUuid(id) ? await stopRun(deps, storeOf(response).id, id as RunId, actorOf(response)) : undefined;
    if (!run) throw unknownObject('run');
    response.json(runView(run));
  };

/**
 * Stops a run by hand, as an exit would: the gate withholds what is not claimed yet, and Temporal is told.
 *
 * @returns the run as it stands then; undefined when the store has no such run.
 */
export const stopRun = async (
  deps: StopRunDeps,
  store: StoreId,
  id: RunId,
  actor: Act['actor'],
): Promise<RunRow | undefined> => {
  const stopped = await withRetries(async () =>
    deps.db.transaction(async (queries) => stop(queries, { store, id, actor, now: deps.clock.now() })),
  );
  if (stopped?.exitEvent === 'run.stopped') deps.wake();
  return stopped;
};

const stop = async (
  queries: Queries,
  { store, id, actor, now }: { store: StoreId; id: RunId; actor: Act['actor']; now: number },
): Promise<RunRow | undefined> => {
  const before = await readStoreRun(queries, store, id);
  if (!before) return undefined;
  // The lock orders the stop and the claims of the gate, hence a statement of its own and the facts in a later one.
  await lockCustomers(queries, [before.customerId]);
  const run = await readStoreRun(queries, store, id);
  if (run?.customerId !== before.customerId) throw new TryAgain('the customer was merged meanwhile');
  if (run.state === 'closed' || run.exitEvent) return run;

  const exitedAt = new Date(now);
  const signal = { name: stopSignal, ids: { eventId: `stop/${id}` } } as NewOutboxRow['signal'];
  await exitRuns(queries, [id], { event: 'run.stopped', at: exitedAt });
  await insertOutbox(queries, [
    { storeId: store, customerId: run.customerId, runId: id, kind: 'exit', signal, notBefore: exitedAt },
  ]);
  await recordAct(queries, { at: now, actor, act: 'run.stopped', subject: `run/${id}`, store });
  return { ...run, exitEvent: 'run.stopped', exitedAt };
};

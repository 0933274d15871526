import type { Queries } from '../../db/client.ts';
import { insertOutbox, type NewOutboxRow } from '../../db/road/outbox.ts';
import { exitRuns, insertRuns, type NewRun, touchRun } from '../../db/road/runs.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { assignArms } from './assign-arms.ts';
import { drawnIds, type Mint } from './mint.ts';
import type { Decision, RoutedEvent, RouteFacts } from '../route/routing.ts';
import type { JourneySpec } from '../../domain/journey.ts';

interface Occasion {
  readonly specs: readonly JourneySpec[];
  readonly store: StoreRow;
  readonly customer: CustomerId;
  readonly routed: RoutedEvent;
  /** Our id of the event: a run counts each once. */
  readonly eventId: string;
  readonly now: Millis;
  /** Whose runs they are: an order may stop those of several customers. */
  readonly live: RouteFacts['live'];
  readonly mint?: Mint;
}

/**
 * What `route` decided, as statements to be sent together and in this order: runs, and in the same
 * transaction what Temporal must be told of them.
 */
export const carryOut = (
  queries: Queries,
  occasion: Occasion,
  decisions: readonly Decision[],
): readonly (() => Promise<void>)[] => {
  const { store, customer, routed, eventId, now, live } = occasion;
  const statements: (() => Promise<void>)[] = [];
  const opened: NewRun[] = [];
  const rows: NewOutboxRow[] = [];
  const exits: (Decision & { kind: 'exit' })[] = [];
  const tell = (runId: RunId, kind: NewOutboxRow['kind'], name?: string): void => {
    const customerId = live.find((run) => run.id === runId)?.customerId ?? customer;
    const signal = name === undefined ? null : ({ name, ids: { ...routed.ids, eventId } } as NewOutboxRow['signal']);
    rows.push({ storeId: store.id, customerId, runId, kind, signal, notBefore: new Date(now) });
  };

  for (const decision of decisions) {
    switch (decision.kind) {
      case 'start': {
        const run = openRun(occasion, decision);
        opened.push(run);
        tell(run.id, 'start');
        break;
      }
      case 'touch':
        statements.push(async () =>
          touchRun(queries, decision.run, {
            touchedAt: new Date(decision.touchedAt),
            ...(decision.dueAt === undefined ? {} : { dueAt: new Date(decision.dueAt) }),
          }),
        );
        break;
      case 'exit':
        exits.push(decision);
        tell(decision.run, 'exit', decision.signal);
        break;
      case 'signal':
        tell(decision.run, 'signal', routed.type);
        break;
    }
  }
  for (const because of new Set(exits.map((exit) => exit.because))) {
    const stopped = exits.filter((exit) => exit.because === because).map((exit) => exit.run);
    statements.push(async () => exitRuns(queries, stopped, { event: because, at: new Date(routed.at) }));
  }
  statements.push(
    async () => insertRuns(queries, opened),
    async () => assignArms(queries, occasion.specs, opened),
    async () => insertOutbox(queries, rows),
  );
  return statements;
};

const openRun = (
  { store, customer, routed, now, mint = drawnIds }: Occasion,
  start: Decision & { kind: 'start' },
): NewRun => ({
  id: mint.run({ ...start, store: store.id, customer }),
  storeId: store.id,
  journey: start.journey,
  rank: start.rank,
  purpose: start.purpose,
  customerId: customer,
  subject: start.subject,
  episode: start.episode,
  event: routed.ids,
  startedAt: new Date(now),
  touchedAt: new Date(start.touchedAt),
  dueAt: new Date(start.dueAt),
});

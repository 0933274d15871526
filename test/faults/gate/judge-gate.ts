import type postgres from 'postgres';
import { type DemoClock } from '../../../domain/time/clock.ts';
import type { RecordedAcceptance } from '../cast/acceptance.ts';
import type { LedgerStep } from '../judging/evidence.ts';
import { judge, type Verdict } from '../judging/verdict.ts';
import type { AcknowledgedEvent } from '../shop/shop-event.ts';

export interface GateEvidence {
  readonly sql: postgres.Sql;
  readonly acceptances: readonly RecordedAcceptance[];
  /** Purchases, with the instants at which they were known to be committed. */
  readonly orders: readonly AcknowledgedEvent[];
  readonly clock: DemoClock;
  /** Keys of all steps that were asked for. */
  readonly asked: readonly string[];
}

/** The ledger and the provider's file, compared as for the whole road; there is no inbox and no Temporal here. */
export const judgeGate = async ({ sql, acceptances, orders, clock, asked }: GateEvidence): Promise<Verdict> => {
  const steps = await sql<LedgerStep[]>`
    select key, run_id as "runId", step, state, reason, extract(epoch from decided_at)::float8 * 1000 as "decidedAt",
      last_error as "lastError", extract(epoch from recorded_at)::float8 * 1000 as "recordedAt" from messages`;
  const known = new Set(steps.map(({ key }) => key));
  const verdict = judge(
    {
      acknowledged: orders,
      told: new Set(orders.map(({ id }) => id)),
      inbox: orders.map(({ id }) => ({ eventId: id, fate: 'applied', reason: null })),
      untold: [],
      steps,
      runs: [],
      acceptances,
      live: new Set(),
      readAt: Date.now(),
    },
    clock,
  );
  const silent = asked
    .filter((key) => !known.has(key))
    .map((key) => ({ at: Date.now(), what: `nothing was ever decided about ${key}` }));
  return { ...verdict, failures: [...verdict.failures, ...silent] };
};

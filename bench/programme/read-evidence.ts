import type postgres from 'postgres';
import { type DecisionLine, decisionsOf } from '../../cli/backtest/results/decisions.ts';
import { readClickstream } from '../../dev/demo/clickstream.ts';
import type { Evidence, JudgedRun } from './judge.ts';

/** What a backtest of a clickstream decided, beside the purchases of the file itself. */
export const readEvidence = async (
  sql: postgres.Sql,
  file: string,
  about: Pick<Evidence, 'specs' | 'timezone'>,
): Promise<Evidence> => {
  const decisions: DecisionLine[] = [];
  for await (const line of decisionsOf(sql)) decisions.push(line);
  const runs = await sql<{ id: string; journey: string; customer: string; started: number; closed: number | null }[]>`
    select r.id, r.journey, own.value as customer, extract(epoch from started_at)::float8 * 1000 as started,
      extract(epoch from coalesce(exited_at, closed_at))::float8 * 1000 as closed
    from runs r join customer_aliases own on own.customer_id = r.customer_id and own.kind = 'id'`;
  return {
    ...about,
    decisions,
    runs: runs.map(({ id, journey, customer, started, closed }): JudgedRun => ({
      id,
      journey,
      customer,
      startedAt: started,
      ...(closed !== null && { closedAt: closed }),
    })),
    purchases: readClickstream(file)
      .filter(({ event }) => event === 'purchase')
      .map(({ user, at }) => ({ customer: user, at })),
  };
};

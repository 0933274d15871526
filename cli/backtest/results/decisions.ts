import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import type postgres from 'postgres';

/** One step of one run, as `decisions.csv` has it: ids are the input's own, instants ISO 8601 in UTC. */
export interface DecisionLine {
  readonly store: string;
  readonly customer: string;
  readonly journey: string;
  readonly subject: string;
  readonly run: string;
  readonly step: string;
  readonly channel: string;
  readonly template: string;
  readonly decided_at: string;
  /** `planned`: it waits still, and `reason` says what for. */
  readonly outcome: 'sent' | 'withheld' | 'failed' | 'unknown' | 'planned';
  readonly reason: string;
  /** When the journey reached the step. */
  readonly scheduled_at: string;
}

export const decisionColumns = [
  'store',
  'customer',
  'journey',
  'subject',
  'run',
  'step',
  'channel',
  'template',
  'decided_at',
  'outcome',
  'reason',
  'scheduled_at',
] as const satisfies readonly (keyof DecisionLine)[];

const blockSize = 1_000;

/** Every step that a run reached, in order of its decision. */
export const decisionsOf = (sql: postgres.Sql): AsyncGenerator<DecisionLine> =>
  // Of one step that was asked on two channels at once, the one that did not do was asked first.
  decisions(sql, "m.decided_at, customer, m.run_id, m.step, m.state <> 'withheld', m.channel");

/** The same in order of person, run, step and channel. */
export const decisionsByPerson = (sql: postgres.Sql): AsyncGenerator<DecisionLine> =>
  decisions(sql, 'customer, run, m.step, m.channel');

async function* decisions(sql: postgres.Sql, order: string): AsyncGenerator<DecisionLine> {
  const iso = (column: string) => sql.unsafe(`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  const rows = sql<DecisionLine[]>`
    select m.store_id as store, coalesce(own.value, '') as customer, m.journey,
      coalesce(c.external_id, o.external_id, p.external_id, l.external_id, g.name, n.category, r.subject) as subject, m.run_id::text as run, m.step, m.channel,
      m.template, ${iso('m.decided_at')} as decided_at,
      case when m.state in ('accepted', 'delivered', 'bounced', 'complained') then 'sent'
        when m.state = 'claimed' then 'unknown' else m.state end as outcome,
      coalesce(m.reason, '') as reason, ${iso('m.due_at')} as scheduled_at
    from messages m
    join runs r on r.id = m.run_id
    left join lateral (
      select value from customer_aliases a where a.customer_id = m.customer_id
      order by array_position(array['id', 'email', 'phone', 'anonymous'], a.kind), value limit 1
    ) own on true
    left join carts c on c.id::text = r.subject
    left join orders o on o.id::text = r.subject
    left join products p on p.id::text = r.subject
    left join parcels l on l.id::text = r.subject
    left join campaigns g on g.id::text = r.subject
    left join news_requests n on n.customer_id = m.customer_id and n.id::text = r.subject
    order by ${sql.unsafe(order)}`;
  for await (const block of rows.cursor(blockSize)) yield* block;
}

/** Writes `decisions.csv`: the same decisions are the same bytes. */
export const writeDecisions = async (path: string, decisions: AsyncIterable<DecisionLine>): Promise<number> => {
  const file = createWriteStream(path);
  const opened = once(file, 'open');
  await opened;
  let count = 0;
  let block: DecisionLine[] = [];
  const flush = async (): Promise<void> => {
    const text = stringify(block, { columns: [...decisionColumns] });
    block = [];
    if (!file.write(text)) await once(file, 'drain');
  };
  file.write(`${decisionColumns.join(',')}\n`);
  for await (const line of decisions) {
    count += 1;
    if (block.push(line) >= blockSize) await flush();
  }
  await flush();
  file.end();
  await once(file, 'close');
  return count;
};

import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Database, Queries } from '../client.ts';
import type { NewRun } from '../road/runs.ts';
import { runs } from '../schema/index.ts';

/**
 * The database as it would be for a run that nobody has started: in every SELECT it is among its customer's runs, so
 * that whatever is read about a run can be asked of a customer who is in none. It only reads.
 */
export const withHypotheticalRun = (db: Database, run: NewRun): Queries => {
  const values: Readonly<Record<string, unknown>> = {
    ...run,
    state: 'open',
    sent: 0,
    withheld: 0,
    recordedAt: run.startedAt,
  };
  const record = Object.fromEntries(
    Object.keys(getTableColumns(runs)).map((name) => [columnName(name), values[name] ?? null]),
  );
  // Of two relations of one name a statement takes its own; inside of it the name still is the table's.
  const body = sql`select * from runs where customer_id = ${run.customerId}
    union all select * from jsonb_populate_record(null::runs, ${JSON.stringify(record)}::jsonb)`;
  const { select, selectDistinctOn } = db.with(db.$with('runs', {}).as(body));
  return {
    select,
    selectDistinctOn,
    execute: async (statement: SQL) => db.execute(sql`with runs as (${body}) ${statement}`),
    insert: refuse,
    update: refuse,
    delete: refuse,
  } as unknown as Queries;
};

const refuse = (): never => {
  throw new Error('A run that is only supposed is read about; nothing is written of it.');
};

/** As the database's casing has it. */
const columnName = (name: string): string => name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);

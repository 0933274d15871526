import type postgres from 'postgres';
import { inBulk } from '../../filling/in-bulk.ts';
import type { FilledTable } from './filled-table.ts';
import { shapeOf, type ShopSize } from './shape.ts';
import { ledger } from './tables/ledger.ts';
import { offers } from './tables/offers.ts';
import { people } from './tables/people.ts';
import { shop } from './tables/shop.ts';
import { switches } from './tables/switches.ts';

/** In the order of their foreign keys. */
const tables: readonly FilledTable[] = [...people, ...shop, ...ledger, ...offers, ...switches];

/** The tables that hold nothing but what is filled in. */
const emptied = [...new Set(tables.map(({ table }) => table))].filter((table) => table !== 'policy_versions');

/** Rows of one statement. */
const batch = 250_000;

/**
 * Fills the shop of `makePrototypes` with months of history: every table that a decision of the gate reads, in proportion.
 * What it never reads is left out: provider events, the outbox, the audit log.
 */
export const fillShop = async (
  sql: postgres.Sql,
  size: ShopSize,
  progress: (what: string) => void = () => {},
): Promise<void> => {
  const shape = shapeOf(size);
  await inBulk(
    sql,
    { tables: emptied, empty: true },
    async (transaction) => {
      for (const { table, numbers, columns, select } of tables) {
        const count = numbers?.(shape) ?? 1;
        for (let from = 0; from < count; from += batch) {
          const to = Math.min(count, from + batch) - 1;
          progress(`${table} ${count > 1 ? `${to + 1} of ${count}` : ''}`);
          const range = `generate_series(${from}::bigint, ${to}::bigint) n`;
          await transaction.unsafe(`insert into ${table} (${columns}) ${select(shape, range)}`);
        }
      }
    },
    progress,
  );
};

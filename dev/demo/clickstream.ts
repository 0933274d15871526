import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import type { Millis } from '../../domain/time/instant.ts';

/** One thing that a shopper did. */
export interface Click {
  /** Line of the file, the header being line 1: names the event that is made of it. */
  readonly line: number;
  readonly user: string;
  readonly session: string;
  /** `product_view`, `add_to_cart`, `purchase` …: data/NOTICE says where the file comes from. */
  readonly event: string;
  readonly at: Millis;
}

export const clickstreamFile = fileURLToPath(new URL('./data/clickstream_events.csv', import.meta.url));

/** Its times carry no zone: they are those of a shop in Paris. */
const zone = 'Europe/Paris';

/** Reads the file's rows in their order, which is that of time. */
export const readClickstream = (file = clickstreamFile): readonly Click[] => {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  return rows.map((row, index) => ({
    line: index + 2,
    user: row['user_id']!,
    session: row['session_id']!,
    event: row['event']!,
    at: DateTime.fromSQL(row['timestamp']!, { zone }).toMillis(),
  }));
};

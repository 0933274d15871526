import { stringify } from 'csv-stringify/sync';
import type { Queries } from '../../db/client.ts';
import { eachSuppression } from '../../db/suppressions/list.ts';
import type { StoreId } from '../../domain/ids.ts';

const columns = ['channel', 'address', 'reason', 'purpose', 'list', 'at', 'until'] as const;

/** What holds, as lines of CSV that an import takes again; of an erased person the hash alone. */
export async function* suppressionsCsv(db: Queries, store: StoreId, now: Date): AsyncGenerator<string> {
  yield stringify([columns]);
  for await (const { at, until, ...row } of eachSuppression(db, store, now)) {
    const cells = { ...row, at: at.toISOString(), until: until?.toISOString() ?? '' };
    yield stringify([columns.map((column) => cells[column])]);
  }
}

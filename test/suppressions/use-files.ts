import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openFile } from '../../cli/import/file/open-file.ts';
import type { BringDeps } from '../../cli/suppressions/bring.ts';
import { suppressionsCsv } from '../../cli/suppressions/export-csv.ts';
import { importSuppressions } from '../../cli/suppressions/import-file.ts';
import { suppressionColumns } from '../../cli/suppressions/read-row.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { StoreId } from '../../domain/ids.ts';

/** Files of suppressions, as the command takes and writes them. */
export const useFiles = () => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-suppressions-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    /** Imports lines; problems as the command prints them. */
    importing: async (deps: BringDeps, store: StoreId, lines: readonly string[]) => {
      const path = join(folder, 'suppressions.csv');
      writeFileSync(path, `${lines.join('\n')}\n`);
      const told: string[] = [];
      const file = await openFile(path, suppressionColumns);
      const result = await importSuppressions(deps, (await readStore(deps.db, store))!, file, {
        problem: ({ line, column, why }) =>
          void told.push(`${line}: ${column === undefined ? '' : `${column}: `}${why}`),
        progress: () => {},
      });
      return { ...result, told };
    },
    exported: async ({ db, clock }: BringDeps, store: StoreId): Promise<readonly string[]> => {
      const lines: string[] = [];
      for await (const line of suppressionsCsv(db, store, new Date(clock.now()))) lines.push(line.trimEnd());
      return lines;
    },
  };
};

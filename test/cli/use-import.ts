import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { openFile } from '../../cli/import/file/open-file.ts';
import { type Counts, importFile } from '../../cli/import/import-file.ts';
import type { Kind } from '../../cli/import/kind.ts';
import { kindOfFile, kinds } from '../../cli/import/kinds.ts';
import { customerAliases } from '../../db/schema/index.ts';
import { readStore, type StoreRow } from '../../db/shop/stores.ts';
import { cartSpec, noon, store as storeId, useIntake } from '../api/intake-server.ts';

/** Files that are imported into a store of their own, whose api takes events too. */
export const useImport = () => {
  const intake = useIntake();
  const folder = mkdtempSync(join(tmpdir(), 'relance-import-'));
  let store: StoreRow;

  beforeAll(async () => {
    store = (await readStore(intake.db, storeId))!;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: readonly string[] | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, Array.isArray(content) ? `${content.join('\n')}\n` : (content as Buffer));
    return path;
  };
  return {
    intake,
    folder,
    write,
    /** Imports a file with these lines; problems as the command prints them, without the file's name. */
    importing: async (
      name: string,
      content: readonly string[] | Buffer,
    ): Promise<Counts & { readonly told: readonly string[] }> => {
      const told: string[] = [];
      const path = write(name, content);
      const kind: Kind = kinds[kindOfFile(path)];
      const deps = { db: intake.db, clock: { now: () => noon }, specs: [cartSpec] };
      const counts = await importFile(deps, store, await openFile(path, kind), kind, {
        problem: ({ line, column, why }) =>
          void told.push(`${line}: ${column === undefined ? '' : `${column}: `}${why}`),
        progress: () => {},
      });
      return { ...counts, told };
    },
    customerOf: async (value: string) =>
      (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, value)))[0]?.customerId,
  };
};

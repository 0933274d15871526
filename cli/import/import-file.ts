import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { readEvent, type Reading } from '../../api/events/read-event.ts';
import type { IntakeDeps } from '../../api/intake/accept.ts';
import { acceptBatch } from '../../api/intake/accept-batch.ts';
import { stable } from '../../api/state/clock.ts';
import type { StoreRow } from '../../db/stores.ts';
import { consents } from './consents.ts';
import { customers } from './customers.ts';
import type { Kind } from './kind.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';
import { type Read, readRecords } from './read-records.ts';

/** The kinds of files, by the word that their name begins with. */
export const kinds: Readonly<{ [name: string]: Kind }> = { customers, orders, products, consents };

export interface ImportedFile {
  readonly imported: number;
  /** Imported by an earlier run. */
  readonly known: number;
  readonly problems: readonly string[];
}

/** Records in work at a time. */
const chunkSize = 500;

/**
 * Imports one file by the same way that events take, so that what is told later meets the same state. A
 * record's id is made from its contents: run again, or after a kill, it goes on where it was.
 *
 * @throws Error when the file is of no known kind or its columns do not fit.
 */
export const importFile = async (
  deps: IntakeDeps,
  store: StoreRow,
  path: string,
  progress: (bytes: number) => void = () => {},
): Promise<ImportedFile> => {
  const file = basename(path);
  const kind = Object.entries(kinds).find(([name]) => file.startsWith(name))?.[1];
  if (!kind) throw new Error(`${file}: the name of a file begins with ${Object.keys(kinds).join(', ')}`);

  const problems: string[] = [];
  let imported = 0;
  let known = 0;
  const take = async (chunk: readonly Read[]): Promise<void> => {
    const readings = chunk.map((read) => toReading(read, deps.clock.now()));
    for (const [index, accepted] of (await acceptBatch(deps, store, readings, 'imported')).entries()) {
      const reading = readings[index]!;
      if (!reading.ok) problems.push(...reading.flaws.map((flaw) => describe(file, chunk[index]!.line, flaw)));
      else if (accepted?.fate.fate === 'duplicate') known += 1;
      else imported += 1;
    }
    progress(chunk.at(-1)?.bytes ?? 0);
  };
  let chunk: Read[] = [];
  for await (const read of readRecords(path, kind)) {
    chunk.push(read);
    if (chunk.length < chunkSize) continue;
    await take(chunk);
    chunk = [];
  }
  await take(chunk);
  return { imported, known, problems };
};

const toReading = (read: Read, now: number): Reading => {
  if ('problem' in read) return { ok: false, flaws: [{ field: '', problem: read.problem }] };
  // Through JSON: cells that were empty are left out, as in a request.
  const event = JSON.parse(JSON.stringify(read.event)) as Record<string, unknown>;
  const id = `import/${createHash('sha256').update(stable(event)).digest('hex').slice(0, 32)}`;
  return readEvent({ id, ...event }, now);
};

const describe = (file: string, line: number, flaw: { readonly field: string; readonly problem: string }): string =>
  `${file}:${line}: ${flaw.field ? `${flaw.field}: ` : ''}${flaw.problem}`;

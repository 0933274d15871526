import type { IntakeDeps, Received } from '../../api/intake/received.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { acceptEvents, type Outcome } from './accept-events.ts';
import { groupRows } from './file/group-rows.ts';
import type { CsvFile } from './file/open-file.ts';
import type { Kind, Rows } from './kind.ts';
import type { Problem } from './problem.ts';
import { toEvents } from './to-events.ts';

/** What became of a file. */
export interface Counts {
  /** Rows under the header. */
  readonly rows: number;
  /** Events that are new. */
  readonly accepted: number;
  /** Of the new ones: older than what was known, kept without a change. */
  readonly outdated: number;
  /** Of the new ones: stopped a live run. */
  readonly stopping: number;
  /** Events that an earlier import had brought. */
  readonly known: number;
  readonly problems: number;
}

export interface Watcher {
  problem(problem: Problem): void;
  progress(bytes: number, rows: number): void;
}

/** Events in work at a time. */
const chunkSize = 500;

/**
 * Imports a file on the road that posted events take, without starting a journey. Whatever was imported
 * before is skipped: run again after a kill, it goes on.
 *
 * @throws what the driver throws when the database is away.
 */
export const importFile = async (
  deps: IntakeDeps,
  store: StoreRow,
  file: CsvFile,
  kind: Kind,
  watcher: Watcher,
): Promise<Counts> => {
  const counts = { rows: 0, accepted: 0, outdated: 0, stopping: 0, known: 0, problems: 0 };
  const complain = (problem: Problem): void => {
    counts.problems += 1;
    watcher.problem(problem);
  };
  const count = ({ fate, ...outcome }: Outcome, line: number): void => {
    if (fate.fate === 'duplicate') counts.known += 1;
    else if (fate.fate === 'conflict') complain({ line, why: kind.conflict });
    else if (fate.fate === 'failed') complain({ line, why: `cannot be stored: ${fate.why}` });
    else {
      counts.accepted += 1;
      if (fate.fate === 'ignored' && fate.reason === 'outdated') counts.outdated += 1;
      if ('told' in outcome && outcome.told) counts.stopping += 1;
    }
  };

  let chunk: { readonly received: Received; readonly line: number }[] = [];
  const take = async (): Promise<void> => {
    const outcomes = await acceptEvents(
      deps,
      store,
      chunk.map(({ received }) => received),
    );
    for (const [index, { line }] of chunk.entries()) count(outcomes[index]!, line);
    chunk = [];
  };

  for await (const { rows, problems, bytes } of groupRows(file, kind)) {
    counts.rows += rows.length;
    if (problems.length > 0 || rows.length === 0) {
      for (const problem of problems) complain(problem);
      continue;
    }
    const events = toEvents(rows as Rows, kind, store, deps.clock.now());
    for (const problem of events.problems ?? []) complain(problem);
    for (const received of events.received ?? []) chunk.push({ received, line: rows[0]!.line });
    if (chunk.length < chunkSize) continue;
    await take();
    watcher.progress(bytes, counts.rows);
  }
  await take();
  watcher.progress(file.size, counts.rows);
  return counts;
};

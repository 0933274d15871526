import { v7 } from 'uuid';
import type { Database } from '../../db/client.ts';
import { sqlState } from '../../db/error-code.ts';
import { readSection } from '../../db/policies/section.ts';
import { dayText } from '../../db/scoring/days.ts';
import { readCuts } from '../../db/segments/cuts.ts';
import { readCustomersPage } from '../../db/segments/pages.ts';
import {
  advanceRun,
  countChanged,
  endRun,
  forgetOldRuns,
  openRun,
  readOpenRun,
  type SegmentRunRow,
} from '../../db/segments/runs.ts';
import { keepSizes } from '../../db/segments/sizes.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { civilTime, dayMillis } from '../../domain/civil/day.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { findChanged, judgeCustomers } from './judge-customers.ts';
import { readStoreLines } from './store-lines.ts';

export interface JudgeStoreDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Told after each page: customers that were looked at. */
  readonly progress?: (evaluated: number) => void;
  /** True: stop between two pages; a later run goes on from there. */
  readonly stopping?: () => boolean;
  /** Customers of a page. */
  readonly page?: number;
}

export interface JudgedStore {
  readonly run: string;
  /** Of a run that went on where another had stopped. */
  readonly resumed: boolean;
  /** False: it was asked to stop. */
  readonly done: boolean;
  readonly evaluated: number;
  readonly changed: number;
}

/** Runs are kept for so long. */
const keptDays = 90;

/** Thrown when another process judges the same store at this moment. */
export class JudgingElsewhereError extends Error {
  override readonly name = 'JudgingElsewhereError';
  readonly code = 'JUDGING_ELSEWHERE';
  constructor(store: string) {
    super(
      `The segments of store ${store} are being judged by another process, which goes on. Wait for it, or stop it.`,
    );
  }
}

/**
 * Draws the lines of a store anew and judges every customer of it, page by page in the order of their ids. A page is looked
 * at without a lock; only of whom something is different the standing is locked, and judged again under the lock. Each page
 * is one transaction that also notes how far the run has come: a run that ends in between, however, is gone on with by the
 * next of the same civil day.
 *
 * @throws JudgingElsewhereError
 */
export const judgeStore = async (deps: JudgeStoreDeps, store: StoreRow): Promise<JudgedStore> => {
  const { db, clock, progress = () => {}, stopping = () => false, page: size = 1_000 } = deps;
  // What is new to the store begins before the run that looks at everybody, also where there is nobody yet.
  await readStoreLines(db, store, clock.now());
  const { run, resumed } = await takeUp(deps, store);
  let { after, evaluated, changed } = run;
  const came = (done: boolean): JudgedStore => ({ run: run.id, resumed, done, evaluated, changed });
  for (;;) {
    progress(evaluated);
    if (stopping()) return came(false);
    const page = await onePage(deps, store, { ...run, after }, size);
    if (!page) break;
    after = page.last;
    evaluated += page.evaluated;
    changed += page.changed;
  }
  const now = clock.now();
  await keepSizes(db, store.id, dayOf(store, now), new Date(now));
  await endRun(db, run.id, { state: 'done', finishedAt: new Date(now) });
  await forgetOldRuns(db, store.id, new Date(now - keptDays * dayMillis));
  return came(true);
};

const dayOf = ({ timezone }: Pick<StoreRow, 'timezone'>, now: number): string =>
  dayText(civilTime(now, timezone).day / dayMillis);

/** The run that is open, if it is of today; else a new one, with lines of today. */
const takeUp = async (
  { db, clock }: JudgeStoreDeps,
  store: StoreRow,
): Promise<{ readonly run: SegmentRunRow; readonly resumed: boolean }> => {
  const now = clock.now();
  const at = new Date(now);
  const asOf = dayOf(store, now);
  const open = await readOpenRun(db, store.id);
  if (open?.asOf === asOf) return { run: open, resumed: true };
  if (open) await endRun(db, open.id, { state: 'given_up', finishedAt: at });
  const policy = await readSection(db, store.id, 'segments', at);
  const yearFrom = dayText(civilTime(now, store.timezone).day / dayMillis - 365);
  const cuts = await readCuts(db, { store: store.id, yearFrom, policy });
  const id = v7();
  await openRun(db, { id, storeId: store.id, state: 'open', asOf, cuts, startedAt: at });
  const run = await readOpenRun(db, store.id);
  if (run?.id !== id) throw new JudgingElsewhereError(store.id);
  return { run, resumed: false };
};

/** @returns undefined when no customer is left. */
const onePage = async ({ db, clock }: JudgeStoreDeps, store: StoreRow, run: SegmentRunRow, size: number) => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (queries) => {
        const ids = await readCustomersPage(queries, store.id, run.after, size);
        const last = ids.at(-1);
        if (last === undefined) return undefined;
        const now = clock.now();
        // Before the run has come further: it has not judged this page yet.
        const lines = await readStoreLines(queries, store, now);
        if (!(await advanceRun(queries, run, last, { evaluated: ids.length })))
          throw new JudgingElsewhereError(store.id);
        const changed = await judgeCustomers(queries, lines, await findChanged(queries, lines, ids, now), now);
        await countChanged(queries, run.id, changed);
        return { last, evaluated: ids.length, changed };
      });
    } catch (error) {
      // Whoever judges a change at this moment may hold some of these standings and wait for others.
      if (attempt >= 5 || sqlState(error) !== '40P01') throw error;
    }
  }
};

import { v7 } from 'uuid';
import type { Database } from '../../db/client.ts';
import { readCustomerPage } from '../../db/customers/pages.ts';
import { sqlState } from '../../db/error-code.ts';
import { readSection } from '../../db/policies/section.ts';
import { dayText } from '../../db/scoring/days.ts';
import { readCuts } from '../../db/segments/cuts.ts';
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
import type { CustomerId } from '../../domain/ids.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { findChanged, judgeCustomers } from './judge-customers.ts';
import { readStoreLines, type StoreLines } from './store-lines.ts';

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
 * at without a lock, while PostgreSQL keeps the one before; only of whom something is different the standing is locked, and
 * judged again under the lock. Each page is one transaction that also notes how far the run has come: a run that ends in
 * between, however, is gone on with by the next of the same civil day. No more than two pages are held at once.
 *
 * @throws JudgingElsewhereError
 */
export const judgeStore = async (deps: JudgeStoreDeps, store: StoreRow): Promise<JudgedStore> => {
  const { db, clock, progress = () => {}, stopping = () => false, page: size = 1_000 } = deps;
  // What is new to the store begins before the run that looks at everybody, also where there is nobody yet.
  await readStoreLines(db, store, clock.now());
  const { run, resumed } = await takeUp(deps, store);
  // By the lines of this run, whatever page it is: when they are drawn anew, so is everything.
  const lines = await readStoreLines(db, store, clock.now());
  let { evaluated, changed } = run;
  const came = (done: boolean): JudgedStore => ({ run: run.id, resumed, done, evaluated, changed });
  for (let next = await lookAtPage(deps, lines, run.after, size); ;) {
    progress(evaluated);
    if (!next) break;
    if (stopping()) return came(false);
    const [found, following] = await Promise.all([
      keepPage(deps, store, run.id, next),
      lookAtPage(deps, lines, next.last, size),
    ]);
    evaluated += next.ids.length;
    changed += found;
    next = following;
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

/** A page that was looked at, and is to be kept. */
interface LookedAt {
  /** The customer after whom it begins, and the last one of it. */
  readonly after: CustomerId | null;
  readonly last: CustomerId;
  readonly ids: readonly CustomerId[];
  /** Of whom something is different. */
  readonly changed: readonly CustomerId[];
}

/** @returns undefined when no customer is left. */
const lookAtPage = async (
  { db, clock }: JudgeStoreDeps,
  lines: StoreLines,
  after: CustomerId | null,
  size: number,
): Promise<LookedAt | undefined> => {
  const ids = await readCustomerPage(db, lines.store.id, { after, limit: size });
  const last = ids.at(-1);
  if (last === undefined) return undefined;
  return { after, last, ids, changed: await findChanged(db, lines, ids, clock.now()) };
};

/** @returns how many are something else than before. */
const keepPage = async (
  { db, clock }: JudgeStoreDeps,
  store: StoreRow,
  run: string,
  { after, last, ids, changed }: LookedAt,
): Promise<number> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (queries) => {
        const now = clock.now();
        // Before the run has come further: it has not judged this page yet.
        const lines = changed.length > 0 && (await readStoreLines(queries, store, now));
        if (!(await advanceRun(queries, { id: run, after }, last, { evaluated: ids.length })))
          throw new JudgingElsewhereError(store.id);
        if (!lines) return 0;
        const found = await judgeCustomers(queries, lines, changed, now);
        await countChanged(queries, run, found);
        return found;
      });
    } catch (error) {
      // Whoever judges a change at this moment may hold some of these standings and wait for others.
      if (attempt >= 5 || sqlState(error) !== '40P01') throw error;
    }
  }
};

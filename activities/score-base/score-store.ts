import { v7 } from 'uuid';
import type { Database } from '../../db/client.ts';
import { sqlState } from '../../db/error-code.ts';
import { countUncounted } from '../../db/scoring/count-orders.ts';
import { advanceRun, changeRun, openRun, readOpenRun, type ScoringRunRow } from '../../db/scoring/scoring-runs.ts';
import { countStatistics, readStatisticsPage, type StatisticsRow } from '../../db/scoring/statistics.ts';
import { markScored, type ScoredPage, writeScores } from '../../db/scoring/write-scores.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { FitOutcome } from '../../domain/scores/models.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { fitStore } from './fits/fit-store.ts';
import { forecastStore } from './signals/forecast-store.ts';
import { signalStore } from './signals/signal-store.ts';
import { upliftStore } from './signals/uplift-store.ts';
import { dayOfStore, readStoreScorer } from './store-scorer.ts';

export interface ScoreStoreDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Told after each page, and between the steps before the first. */
  readonly progress?: (progress: ScoringProgress) => void;
  /** Aborted: stop within a fit, or between two pages; a later run goes on from there. */
  readonly signal?: AbortSignal;
  /** Customers of a page. */
  readonly page?: number;
}

export interface ScoringProgress {
  readonly step: 'counting' | 'fitting' | 'scoring' | 'signals';
  /** Customers that are done with in this step. */
  readonly scored: number;
  readonly customers: number;
}

export interface ScoredStore {
  readonly run: string;
  /** Of a run that went on where another had stopped. */
  readonly resumed: boolean;
  /** False: it was asked to stop. */
  readonly done: boolean;
  readonly fits: readonly FitOutcome[];
  readonly scored: number;
}

/** Thrown when another process scores the same store at this moment. */
export class ScoringElsewhereError extends Error {
  override readonly name = 'ScoringElsewhereError';
  readonly code = 'SCORING_ELSEWHERE';
  constructor(store: string) {
    super(`Store ${store} is being scored by another process, which goes on. Wait for it, or stop it.`);
  }
}

/**
 * Fits the models of a store and scores every customer of it, page by page in the order of their ids. Each page is one
 * transaction that also notes how far the run has come: a run that ends in between, however, is gone on with by the next of
 * the same civil day; what was begun on another day is given up.
 *
 * @throws ScoringElsewhereError
 */
export const scoreStore = async (deps: ScoreStoreDeps, store: StoreRow): Promise<ScoredStore> => {
  const { db, clock, progress = () => {}, signal, page: size = 5_000 } = deps;
  const stopping = (): boolean => signal?.aborted === true;
  const { run: begun, resumed } = await takeUp(deps, store);
  let run = begun;
  const tell = (step: ScoringProgress['step']) =>
    progress({ step, scored: run.scored, customers: Math.max(run.customers, run.scored) });
  const came = (done: boolean): ScoredStore => ({
    run: run.id,
    resumed,
    done,
    fits: run.fits ?? [],
    scored: run.scored,
  });

  if (run.fits === null) {
    do {
      tell('counting');
      if (stopping()) return came(false);
    } while ((await countUncounted(db, 1_000)) > 0);
    const fits = await fitStore({ db, clock, beat: () => tell('fitting'), signal }, store).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
    if (!fits) return came(false);
    await changeRun(db, run.id, { fits });
    run = { ...run, fits };
  }
  const scorer = await readStoreScorer(db, store, clock.now());
  if (scorer) {
    const prepare = async (after: ScoringRunRow['after']): Promise<PreparedPage> => {
      const rows = await readStatisticsPage(db, store.id, after, size);
      return { rows, scored: scorer.page(rows, clock.now()) };
    };
    for (let next = await prepare(run.after); ;) {
      tell('scoring');
      const last = next.rows.at(-1);
      if (!last) break;
      if (stopping()) return came(false);
      // While PostgreSQL keeps a page the next one is read and scored.
      const [kept, following] = await Promise.all([keepPage(deps, run, next), prepare(last.customerId)]);
      [run, next] = [kept, following];
    }
  }
  const customers = Math.max(run.customers, run.scored);
  const signalled = (done: number): void =>
    progress({ step: 'signals', scored: done, customers: Math.max(customers, done) });
  if (!(await signalStore({ db, clock, stopping, tell: signalled }, store, run))) return came(false);
  const late = { db, clock, beat: () => signalled(customers) };
  await forecastStore(late, store);
  await upliftStore(late, store);
  await changeRun(db, run.id, { state: 'done', finishedAt: new Date(clock.now()) });
  return came(true);
};

/** The run that is open, if it is of today; else a new one. */
const takeUp = async (
  { db, clock }: ScoreStoreDeps,
  store: StoreRow,
): Promise<{ readonly run: ScoringRunRow; readonly resumed: boolean }> => {
  const now = clock.now();
  const asOf = dayOfStore(store, now);
  const open = await readOpenRun(db, store.id);
  if (open?.asOf === asOf) return { run: open, resumed: true };
  if (open) await changeRun(db, open.id, { state: 'given_up', finishedAt: new Date(now) });
  const id = v7();
  const customers = await countStatistics(db, store.id);
  await openRun(db, { id, storeId: store.id, state: 'open', asOf, customers, startedAt: new Date(now) });
  const run = await readOpenRun(db, store.id);
  if (run?.id !== id) throw new ScoringElsewhereError(store.id);
  return { run, resumed: false };
};

interface PreparedPage {
  readonly rows: readonly StatisticsRow[];
  readonly scored: ScoredPage;
}

/** @returns the run as it stands after the page. */
const keepPage = async (
  { db }: ScoreStoreDeps,
  run: ScoringRunRow,
  { rows, scored }: PreparedPage,
): Promise<ScoringRunRow> => {
  const { customerId: after } = rows.at(-1)!;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (queries) => {
        if (!(await advanceRun(queries, run, after, rows.length))) throw new ScoringElsewhereError(run.storeId);
        await writeScores(queries, scored);
        await markScored(queries, rows);
        return { ...run, after, scored: run.scored + rows.length };
      });
    } catch (error) {
      // Whoever scores an order at this moment may hold some of these rows and wait for others.
      if (attempt >= 5 || sqlState(error) !== '40P01') throw error;
    }
  }
};

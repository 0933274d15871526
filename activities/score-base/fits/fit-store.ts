import { v7 } from 'uuid';
import type { Database } from '../../../db/client.ts';
import { readSection } from '../../../db/policies/section.ts';
import { dayNumber, dayText } from '../../../db/scoring/days.ts';
import { type Extent, readExtent } from '../../../db/scoring/fit-rows.ts';
import { insertModel, type ModelRow, promoteModel, readActiveModels } from '../../../db/scoring/models.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { type FitOutcome, judgeFit, type ModelKind } from '../../../domain/scores/models.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { UnfittableError } from '../../scoring/fit/errors.ts';
import { dayOfStore } from '../store-scorer.ts';
import type { Candidate, FitRequest } from './candidate.ts';
import { fitOrders } from './orders.ts';
import { fitProducts } from './products.ts';
import { fitSpend } from './spend.ts';

export interface FitDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Told now and then that it goes on. */
  readonly beat?: () => void;
  /** Aborted: no fit is begun or gone on with; those before are kept. */
  readonly signal?: AbortSignal | undefined;
}

/** Customers that a fit looks at: more change nothing that a score could show, and take their time. */
const enough = 250_000;

/** What a model must foresee that it has not seen: a quarter, or a third of the past where that is shorter. */
const holdoutDays = 91;

/**
 * Fits each kind of model to a store's past, keeps it in the registry with how it did on a part of the past that it had not
 * seen, and puts it to use when it foresees better than the baseline and no worse than the model in use.
 */
export const fitStore = async (
  { db, clock, beat = () => {}, signal }: FitDeps,
  store: StoreRow,
): Promise<readonly FitOutcome[]> => {
  const now = clock.now();
  const [extent, active, policy] = await Promise.all([
    readExtent(db, store.id),
    readActiveModels(db, store.id),
    readSection(db, store.id, 'scores', new Date(now)),
  ]);
  const request = { ...requestOf(store, extent, dayOfStore(store, now), policy.model), signal };
  const fits: Readonly<Record<ModelKind, typeof fitOrders>> = {
    orders: fitOrders,
    spend: fitSpend,
    products: fitProducts,
  };
  const outcomes: FitOutcome[] = [];
  for (const [kind, fit] of Object.entries(fits) as [ModelKind, typeof fitOrders][]) {
    beat();
    signal?.throwIfAborted();
    const last = active.find((one) => one.kind === kind);
    try {
      const found = await fit(db, request, last);
      outcomes.push('outcome' in found ? found : await register({ db, clock }, store, request, found, last));
    } catch (error) {
      if (!(error instanceof UnfittableError)) throw error;
      outcomes.push({ kind, outcome: 'unfittable', code: error.code });
    }
  }
  return outcomes;
};

const requestOf = (store: StoreRow, extent: Extent, today: string, model: 'mbg' | 'bg'): FitRequest => {
  const from = extent.firstDay ?? today;
  // What the clock has not come to yet is not the past.
  const to = today;
  const days = Math.max(0, dayNumber(to) - dayNumber(from));
  const held = Math.min(holdoutDays, Math.floor(days / 3));
  const share = Math.min(1, enough / Math.max(1, extent.customers));
  return { store: store.id, model, extent, days, from, cut: dayText(dayNumber(to) - held), to, share };
};

const register = async (
  { db, clock }: FitDeps,
  store: StoreRow,
  { from, to, share }: FitRequest,
  { kind, name, customers, observations, estimates, holdout, after }: Candidate,
  last: ModelRow | undefined,
): Promise<FitOutcome> => {
  const verdict = judgeFit(holdout);
  const at = new Date(clock.now());
  const id = v7();
  const row: Omit<ModelRow, 'version'> = {
    id,
    storeId: store.id,
    kind,
    name,
    windowFrom: from,
    windowTo: to,
    customers,
    observations,
    share,
    parameters: estimates.parameters,
    standardErrors: estimates.standardErrors,
    logLikelihood: estimates.logLikelihood,
    holdout,
    state: 'kept',
    reason: verdict === 'promoted' ? null : verdict,
    fittedAt: at,
    promotedAt: null,
    promotedBy: null,
  };
  return db.transaction(async (queries) => {
    const version = await insertModel(queries, row);
    if (verdict === 'promoted') await promoteModel(queries, row, 'scoring', at);
    const inUse = verdict === 'promoted' ? row : last;
    if (inUse) await after?.(queries, inUse);
    return { kind, outcome: verdict, version };
  });
};

/** What a model is about: how often customers buy, for how much, and when they need a product again. */
export const modelKinds = ['orders', 'spend', 'products'] as const;
export type ModelKind = (typeof modelKinds)[number];

/** MBG/NBD, BG/NBD, Gamma-Gamma, and the log-normal model of gaps. */
export type ModelName = 'mbg' | 'bg' | 'gg' | 'gaps';

/** `kept`: fitted, and not used; `replaced`: used before. */
export type ModelState = 'active' | 'kept' | 'replaced';

/** How a model did on what it had not seen, beside a baseline and the model in use. */
export interface Holdout {
  /** What it had not seen: the days after `from`, or half of the customers. */
  readonly unseen: 'later days' | 'other customers';
  readonly from: string;
  readonly to: string;
  /** Customers, or gaps, that were foreseen. */
  readonly count: number;
  /** `rmse` of orders or of amounts, `mae` in days. */
  readonly measure: 'rmse' | 'mae';
  readonly error: number;
  readonly baseline: { readonly name: string; readonly error: number };
  /** Of the model in use, on the same. */
  readonly last?: { readonly version: number; readonly error: number };
  /** Sums of what was foreseen and of what came. */
  readonly foreseen: number;
  readonly actual: number;
}

/** What a store must have before a kind of model is fitted at all. */
export const minimumData = {
  orders: { customers: 500, repeatCustomers: 50, days: 180 },
  spend: { repeatCustomers: 50, days: 180 },
  products: { gaps: 200, days: 90 },
} as const satisfies Record<ModelKind, Readonly<Record<string, number>>>;

/** Amounts of data, by what is counted. */
export type Counts = Readonly<Record<string, number>>;

/** What became of a fit. */
export type FitOutcome = { readonly kind: ModelKind } & (
  | { readonly outcome: 'promoted'; readonly version: number }
  | { readonly outcome: 'worse_than_baseline' | 'worse_than_last'; readonly version: number }
  | { readonly outcome: 'too_little_data'; readonly needs: Counts; readonly has: Counts }
  /** The data do not determine it; `code` is that of the fit's error. */
  | { readonly outcome: 'unfittable'; readonly code: string }
);

/** What of a store is below what a kind of model needs; undefined when it has enough. */
export const tooLittle = (
  kind: ModelKind,
  has: Counts,
): Extract<FitOutcome, { outcome: 'too_little_data' }> | undefined => {
  const needs: Counts = minimumData[kind];
  const short = Object.entries(needs).some(([what, least]) => (has[what] ?? 0) < least);
  return short ? { kind, outcome: 'too_little_data', needs, has } : undefined;
};

/** A refit may be worse than the model in use by so much: chance, and the newer has seen less of the holdout. */
const tolerance = 1.01;

/** Whether a fit is put to use by itself: it foresees better than the baseline, and no worse than the model in use. */
export const judgeFit = ({
  error,
  baseline,
  last,
}: Pick<Holdout, 'error' | 'baseline' | 'last'>): 'promoted' | 'worse_than_baseline' | 'worse_than_last' => {
  if (!(error < baseline.error)) return 'worse_than_baseline';
  return last && error > last.error * tolerance ? 'worse_than_last' : 'promoted';
};

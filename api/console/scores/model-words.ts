import type { ModelKind, ModelName } from '../../../domain/scores/models.ts';

/** What a kind of model is about. */
export const kindWords: Readonly<Record<ModelKind, string>> = {
  orders: 'How often customers order',
  spend: 'How much they spend',
  products: 'When they need a product again',
};

/** Models by the names of the literature (docs/scoring.md). */
export const modelWords: Readonly<Record<ModelName, string>> = {
  mbg: 'MBG/NBD',
  bg: 'BG/NBD',
  gg: 'Gamma-Gamma',
  gaps: 'log-normal gaps',
};

const baselines: Readonly<Record<string, string>> = {
  nbd: 'NBD, in which nobody leaves',
  mean: 'the mean of all',
  catalogue: 'the catalogue’s days',
};

/** What a model has to be better than. */
export const baselineWords = (name: string): string => baselines[name] ?? name;

/** How an error is measured. */
export const measureWords = { rmse: 'RMSE', mae: 'mean error in days' } as const;

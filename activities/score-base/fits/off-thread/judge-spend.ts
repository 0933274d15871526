import { errorsOf, type Errors } from '../../../scoring/holdout/errors.ts';
import { fitGammaGamma, type GammaGammaFit } from '../../../scoring/models/gamma-gamma/fit.ts';
import { expectedSpend, type GammaGammaParameters } from '../../../scoring/models/gamma-gamma/gamma-gamma.ts';

/** Amounts in minor units. */
export interface SpendToJudge {
  /** The past up to the cut, with the purchase days after it and what was spent on one: NaN where there was none. */
  readonly held: {
    readonly x: Float64Array;
    readonly meanSpend: Float64Array;
    readonly later: Float64Array;
    readonly laterSpend: Float64Array;
  };
  readonly whole: { readonly x: Float64Array; readonly meanSpend: Float64Array };
  /** The model in use. */
  readonly last?: GammaGammaParameters;
}

export interface JudgedSpend {
  readonly estimates: GammaGammaFit;
  /** Of what was spent after the cut: by this model, by the mean of all, and by the model in use. */
  readonly own: Errors;
  readonly baseline: Errors;
  readonly last?: Errors;
}

/** Fits what a purchase comes to, and how well it would have been foreseen. */
export const judgeSpend = ({ held, whole, last }: SpendToJudge): JudgedSpend => {
  const judged = Array.from(held.x.keys()).filter((i) => !Number.isNaN(held.laterSpend[i]!) && held.meanSpend[i]! > 0);
  const errors = (say: (row: number) => number): Errors =>
    errorsOf({
      said: judged.map(say),
      actual: judged.map((i) => held.laterSpend[i]!),
      weight: judged.map((i) => held.later[i]!),
    });
  const by = (parameters: GammaGammaParameters): Errors =>
    errors((i) => expectedSpend(parameters, { x: held.x[i]!, meanSpend: held.meanSpend[i]! }));
  const mean = judged.reduce((all, i) => all + held.meanSpend[i]!, 0) / Math.max(1, judged.length);
  return {
    own: by(fitGammaGamma(held).parameters),
    baseline: errors(() => mean),
    ...(last && { last: by(last) }),
    estimates: fitGammaGamma(whole),
  };
};

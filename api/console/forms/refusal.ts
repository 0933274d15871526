import type { Flaw } from '../../events/flaw.ts';

/** Why nothing was done. `flaws`: what is wrong with which field of the form. */
export interface Refusal {
  readonly problem: string;
  readonly flaws?: readonly Flaw[];
}

/** What is wrong with a form's fields, in one sentence and beside each of them. */
export const refused = (flaws: readonly Flaw[]): Refusal => ({
  problem: `Nothing was changed: ${flaws.map(({ field, problem }) => `${field || 'the form'}: ${problem}`).join('; ')}.`,
  flaws,
});

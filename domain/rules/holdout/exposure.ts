import type { Judgement } from '../judge.ts';
import { shadow } from '../switches/shadow.ts';
import { holdout, type HoldoutSaw } from './holdout.ts';

/** A customer's place in an experiment. */
export interface Exposure {
  readonly experiment: string;
  readonly arm: string;
  /** The part of the customers that the arm is to get. */
  readonly share: number;
}

/**
 * The holdouts that this decision brings a customer into: those of a message that everything which the arms share let
 * pass, so that the same customers are counted in both. Who is held out from all is in no journey's; in shadow nothing
 * is sent to anybody, and nothing can be compared.
 */
export const exposures = (judgement: Judgement): readonly Exposure[] => {
  const at = judgement.findIndex(({ rule }) => rule === holdout.name);
  if (at < 0 || judgement.slice(0, at).some(refuses)) return [];
  if (judgement.some((one) => one.rule === shadow.name && refuses(one))) return [];
  const drawn = (judgement[at]!.verdict.saw as HoldoutSaw).experiments ?? [];
  const out = drawn.findIndex(({ arm }) => arm === 'holdout');
  return drawn
    .slice(0, out < 0 ? drawn.length : out + 1)
    .map(({ id, arm, share }) => ({ experiment: id, arm, share: (arm === 'holdout' ? share : 100 - share) / 100 }));
};

const refuses = ({ verdict }: Judgement[number]): boolean => verdict.says !== 'pass';

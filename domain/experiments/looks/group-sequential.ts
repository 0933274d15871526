import type { Answer } from '../answer.ts';
import { isLevel } from '../samples/check-samples.ts';
import { crossingFrom, rootOfFalling, walkLooks } from './crossing.ts';
import { type Spending, spent } from './spending.ts';

/** A look that was planned, and how far from 0 the test's z must be to stop there. */
export interface PlannedLook {
  /** Of the planned customers. */
  readonly fraction: number;
  /** Absent: so little is spent here that no z stops. */
  readonly bound?: number;
  /** The chance of a false alarm by then. */
  readonly spent: number;
}

/** Bounds as wide as this are as good as none. */
const widest = 8;

/**
 * The bounds of looks at these parts of the planned data, the last of which may be 1. What they spend depends on the
 * looks that were really taken, so they need not be even or planned in number, only chosen without regard to results.
 */
export const spendingBounds = (
  fractions: readonly number[],
  spending: Spending = 'obrien-fleming',
  alpha = 0.05,
): Answer<{ readonly looks: readonly PlannedLook[] }> => {
  const grow = fractions.every((one, at) => one > (fractions[at - 1] ?? 0) && one <= 1);
  if (fractions.length === 0 || !grow || !isLevel(alpha)) return { unanswerable: 'bad_option' };
  const walked = walkLooks(fractions, (before, fraction) => {
    const due = spent(spending, fraction, alpha) - spent(spending, before.fraction, alpha);
    const excess = (bound: number): number => crossingFrom(before, fraction, bound, 0) - due;
    return excess(widest) > 0 ? undefined : rootOfFalling(excess, 0, widest);
  });
  return {
    looks: walked.map(({ fraction, bound }) => ({
      fraction,
      ...(bound !== undefined && { bound }),
      spent: spent(spending, fraction, alpha),
    })),
  };
};

/** Of `looks` even looks: Pocock's (1977) bounds are equal, O'Brien and Fleming's (1979) fall by the root of the data. */
export const classicBounds = (shape: Spending, looks: number, alpha = 0.05): readonly number[] => {
  const fractions = evenLooks(looks);
  const bound = (constant: number, at: number): number =>
    shape === 'pocock' ? constant : constant / Math.sqrt(fractions[at]!);
  const constant = rootOfFalling((one) => falseAlarms(fractions, (at) => bound(one, at)) - alpha, 0, widest);
  return fractions.map((_, at) => bound(constant, at));
};

export const evenLooks = (looks: number): readonly number[] =>
  Array.from({ length: looks }, (_, at) => (at + 1) / looks);

/** How likely any look crosses its bound; under no effect where `drift` is 0, else the power. */
export const falseAlarms = (
  fractions: readonly number[],
  bound: (look: number) => number | undefined,
  drift = 0,
): number =>
  walkLooks(fractions, (_before, _fraction, look) => bound(look), drift).reduce((sum, { chance }) => sum + chance, 0);

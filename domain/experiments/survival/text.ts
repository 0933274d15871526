import { type Answer, isKnown, unanswerable } from '../answer.ts';
import type { SampleRatio } from '../samples/sample-ratio.ts';
import { type SurvivalCurve, survivalAt } from './curve.ts';
import type { Longer } from './longer.ts';

/** What is told of the survival of buyers. */
export interface SurvivalTold {
  /** What they are compared by: `all marketing (2026-Q4)`. */
  readonly what: string;
  /** Days without an order after which somebody is a buyer no more. */
  readonly silence: number;
  /** The control first. */
  readonly arms: readonly { readonly name: string; readonly curve: SurvivalCurve }[];
  readonly ratio: Answer<SampleRatio>;
  readonly longer: readonly { readonly arm: string; readonly answer: Answer<Longer> }[];
}

/** After so many days the curves are told. */
const toldDays = [30, 60, 90, 180, 365, 730];

/** A survival for people, line by line. */
export const survivalInWords = (
  { what, silence, arms, ratio, longer }: SurvivalTold,
  horizon: number,
): readonly string[] => [
  `${what}: who has ordered nothing for ${silence} days is a buyer no more`,
  ...arms.map(({ name, curve }) => `  ${name}: ${whole(curve.customers)} buyers${sharesInWords(curve, horizon)}`),
  // Arms that are not what was drawn differ by more than what was tried.
  ...(isKnown(ratio) && ratio.mismatch
    ? [
        '  Warning: the arms have not as many buyers as were drawn for them: nothing that they differ in may be believed.',
      ]
    : longer.map(({ arm, answer }) => `  ${arm}: ${longerInWords(answer)}`)),
  ...(arms.some(({ curve }) => fadedOf(curve) < enoughFaded)
    ? [`  Warning: fewer than ${enoughFaded} buyers of an arm have faded, and the bounds may be too narrow.`]
    : []),
];

/** Fewer do not show how much chance there is in it. */
const enoughFaded = 50;
const fadedOf = ({ fadings }: SurvivalCurve): number => fadings.reduce((sum, { faded }) => sum + faded, 0);

const sharesInWords = (curve: SurvivalCurve, horizon: number): string => {
  const told = toldDays.filter((day) => day <= horizon).flatMap((day) => survivalAt(curve, day) ?? []);
  if (curve.customers === 0 || told.length === 0) return '';
  const each = told.map(
    ({ day, share, low, high }) => `after ${day} days ${percent(share)} (${percent(low)} to ${percent(high)})`,
  );
  return `, still buyers ${each.join(', ')}`;
};

const longerInWords = (answer: Answer<Longer>): string => {
  if (!isKnown(answer)) return unanswerable[answer.unanswerable];
  const { horizon, value, low, high, p } = answer;
  const by = `${days(Math.abs(value))} ${value < 0 ? 'shorter' : 'longer'}`;
  return `of the first ${horizon} days they stay ${by}, from ${days(low)} to ${days(high)}, p ${p < 0.0001 ? 'below 0.0001' : p.toFixed(4)}`;
};

const whole = (count: number): string => count.toLocaleString('en');
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
const days = (count: number): string => `${count.toFixed(1)} days`;

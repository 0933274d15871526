import { type Answer, isKnown } from '../../domain/experiments/answer.ts';
import { lookInflation } from '../../domain/experiments/planning/look-inflation.ts';
import {
  customersForMean,
  customersForRate,
  detectableLift,
  type NeededCustomers,
} from '../../domain/experiments/planning/sample-size.ts';
import { PlanError } from './errors.ts';

/** `npm run experiment -- plan`: how many customers it takes, or what so many can show. Parts of one, not percent. */
export interface PlanOptions {
  readonly rate?: number;
  readonly mean?: number;
  readonly deviation?: number;
  readonly lift?: number;
  readonly customers?: number;
  readonly holdout: number;
  readonly power: number;
  readonly alpha: number;
  readonly correlation: number;
  readonly looks: number;
  readonly daily?: number;
  readonly json?: true;
}

export const plan = (options: PlanOptions): void => {
  const { rate, mean, deviation, lift, customers, holdout, power, alpha, correlation, looks, daily } = options;
  if ((rate === undefined) === (mean === undefined)) throw new PlanError('give --rate, or --mean with --deviation');
  if (mean !== undefined && deviation === undefined) throw new PlanError('--mean needs --deviation');
  if ((lift === undefined) === (customers === undefined)) throw new PlanError('give either --lift or --customers');
  const { inflation } = known(lookInflation(looks, 'obrien-fleming', { alpha, power }), 'from 1 to 50 looks');
  const wish = { power, alpha, controlShare: holdout, correlation, inflation };
  const spread = rate === undefined ? deviation! : Math.sqrt(rate * (1 - rate));
  if (customers !== undefined) {
    const found = known(detectableLift(rate ?? mean!, spread, customers, wish), impossible);
    tell({ customers, lift: found.lift, inflation }, options, [
      `${count(customers)} customers of whom ${percent(holdout)} are held out show a change of ${percent(found.lift)} or more,`,
      `with ${percent(power)} power at ${percent(alpha)} (two-sided).`,
    ]);
    return;
  }
  const of = { ...wish, lift: lift! };
  const needed: NeededCustomers = known(
    rate === undefined ? customersForMean(mean!, deviation!, of) : customersForRate(rate, of),
    impossible,
  );
  tell({ ...needed, inflation }, options, [
    `A change of ${percent(lift!)} is found with ${percent(power)} power at ${percent(alpha)} (two-sided) by`,
    `${count(needed.control)} customers held out and ${count(needed.treated)} treated: ${count(needed.total)} in all.`,
    ...(looks > 1 ? [`Of these ${percent(inflation - 1)} are for ${looks} looks, each of which may end it.`] : []),
    ...(daily === undefined ? [] : [`At ${count(daily)} customers a day: ${Math.ceil(needed.total / daily)} days.`]),
  ]);
};

const impossible =
  'a rate above 0 and below 100 that stays below 100, a mean and deviation above 0, a lift other than 0, a power above alpha';

const known = <Known extends object>(answer: Answer<Known>, remedy: string): Known => {
  if (isKnown(answer)) return answer;
  throw new PlanError(`these figures plan nothing; it takes ${remedy}`);
};

const tell = (figures: object, { json }: PlanOptions, lines: readonly string[]): void =>
  console.log(json ? JSON.stringify(figures, null, 2) : lines.join('\n'));

const count = (one: number): string => one.toLocaleString('en');
const percent = (part: number): string => `${Number((part * 100).toPrecision(3))} %`;

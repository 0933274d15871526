import { isKnown } from '../answer.ts';
import { lookInflation } from './look-inflation.ts';
import {
  customersForMean,
  customersForRate,
  detectableLift,
  detectableRateLift,
  type NeededCustomers,
} from './sample-size.ts';

/** What an experiment is to show, or how many customers there are; parts of one, not percent. */
export interface PlanWish {
  /** How many customers do it now, such as buy. */
  readonly rate?: number | undefined;
  /** In its place: what a customer brings now, with its standard deviation. */
  readonly mean?: number | undefined;
  readonly deviation?: number | undefined;
  /** The change that must not be missed, of what is now. */
  readonly lift?: number | undefined;
  /** In its place: how many customers there are. */
  readonly customers?: number | undefined;
  readonly holdout: number;
  readonly power: number;
  readonly alpha: number;
  /** Of what customers bring and brought before. */
  readonly correlation: number;
  readonly looks: number;
  /** How many customers come in a day. */
  readonly daily?: number | undefined;
}

/** How many customers it takes, or what so many show; `flaw`: what is missing of the wish, or wrong with it. */
export type ExperimentPlan =
  | ({ readonly says: 'needed'; readonly inflation: number; readonly days?: number } & NeededCustomers)
  | { readonly says: 'shown'; readonly customers: number; readonly lift: number; readonly inflation: number }
  | { readonly says: 'nothing'; readonly flaw: string };

const impossible =
  'these figures plan nothing; it takes a rate above 0 and below 100 that stays below 100, a mean and deviation above 0, a lift other than 0, a power above alpha';

/** Plans an experiment before its first customer. */
export const planExperiment = (wish: PlanWish): ExperimentPlan => {
  const { rate, mean, deviation, lift, customers, holdout, power, alpha, correlation, looks, daily } = wish;
  if ((rate === undefined) === (mean === undefined)) return flawed('give a rate, or a mean with its deviation');
  if (mean !== undefined && deviation === undefined) return flawed('a mean needs its deviation');
  if ((lift === undefined) === (customers === undefined)) return flawed('give either a lift or a number of customers');
  const inflated = lookInflation(looks, 'obrien-fleming', { alpha, power });
  if (!isKnown(inflated)) return flawed('these figures plan nothing; it takes from 1 to 50 looks');
  const { inflation } = inflated;
  const how = { power, alpha, controlShare: holdout, correlation, inflation };
  if (customers !== undefined) {
    const found =
      rate === undefined ? detectableLift(mean!, deviation!, customers, how) : detectableRateLift(rate, customers, how);
    return isKnown(found) ? { says: 'shown', customers, lift: found.lift, inflation } : flawed(impossible);
  }
  const of = { ...how, lift: lift! };
  const needed = rate === undefined ? customersForMean(mean!, deviation!, of) : customersForRate(rate, of);
  if (!isKnown(needed)) return flawed(impossible);
  return {
    says: 'needed',
    ...needed,
    inflation,
    ...(daily !== undefined && daily > 0 && { days: Math.ceil(needed.total / daily) }),
  };
};

const flawed = (flaw: string): ExperimentPlan => ({ says: 'nothing', flaw });

/** A plan for people, line by line. */
export const planInWords = (
  plan: Exclude<ExperimentPlan, { says: 'nothing' }>,
  { lift, holdout, power, alpha, looks, daily }: PlanWish,
): readonly string[] => {
  const sure = `with ${percent(power)} power at ${percent(alpha)} (two-sided)`;
  if (plan.says === 'shown') {
    return [
      `${count(plan.customers)} customers of whom ${percent(holdout)} are held out show a change of ${percent(plan.lift)} or more,`,
      `${sure}.`,
    ];
  }
  return [
    `A change of ${percent(lift!)} is found ${sure} by`,
    `${count(plan.control)} customers held out and ${count(plan.treated)} treated: ${count(plan.total)} in all.`,
    ...(looks > 1 ? [`Of these ${percent(plan.inflation - 1)} are for ${looks} looks, each of which may end it.`] : []),
    ...(plan.days === undefined ? [] : [`At ${count(daily!)} customers a day: ${plan.days} days.`]),
  ];
};

const count = (one: number): string => one.toLocaleString('en');
const percent = (part: number): string => `${Number((part * 100).toPrecision(3))} %`;

import { type Believed, nestedEffects } from './nested-effects.ts';
import { type Bounded, bounded, joinRankings, type Ranking, rankingOf } from './qini.ts';
import { effectsOf, type GroupEffect, type Stratum } from './stratum.ts';

/** What an offer does in one group, beside what its customers come to without. */
export interface GroupUplift extends Bounded {
  readonly without: number;
  /** Customers of the group who were offered it, and who were not. */
  readonly offered: number;
  readonly control: number;
}

/** What an offer does to one outcome: a share of customers who order, or money a customer. */
export interface UpliftFit {
  /** Of all customers who were drawn together. */
  readonly all: GroupUplift;
  /** Of a group that nobody was drawn of: as far off as groups are from each other. */
  readonly another: GroupUplift;
  /** By the wider group, and by `outer/group`. */
  readonly outer: Readonly<Record<string, GroupUplift>>;
  readonly groups: Readonly<Record<string, GroupUplift>>;
  /**
   * `groups`: on customers whom it had not seen, the order of the groups was proven to be worth more than chance;
   * `everybody`: it was not, and the answer is the same for all.
   */
  readonly by: 'groups' | 'everybody';
  readonly ranking: Ranking;
}

/** What must have been drawn before anything is said: customers of each arm, and buyers of each. */
export const leastUplift = { customers: 500, buyers: 50 } as const;

/**
 * The uplift of an offer by groups of customers (R290): two arms in each group, their difference, drawn toward that of like
 * groups, a T-learner (Künzel et al., PNAS 2019) whose learners are means; groups are told by what was known before the
 * draw. Only customers whom chance put into an arm count: who used a code would have bought anyway or not, and a code tells
 * neither. Judged on halves of the customers crosswise.
 *
 * @returns undefined where an arm, or a half, has nobody.
 */
export const fitUplift = (strata: readonly Stratum[]): UpliftFit | undefined => {
  const effects = effectsOf(strata);
  const nested = nestedEffects(effects);
  if (!nested) return undefined;
  const ranking = joinRankings(
    ([0, 1] as const).map((half) => {
      const taught = nestedEffects(effectsOf(strata.filter((one) => one.half !== half)));
      const order = new Map(Object.entries(taught?.groups ?? {}).map(([name, { value }]) => [name, value]));
      return rankingOf(effectsOf(strata.filter((one) => one.half === half)), order);
    }),
  );
  if (!ranking) return undefined;
  const isBetter = ranking.qini.low > 0 && effects.length > 1;
  return {
    all: upliftOf(togetherOf(effects), effects),
    another: upliftOf(nested.all, effects),
    outer: entriesOf(nested.outer, (name) => effects.filter(({ outer }) => outer === name)),
    groups: entriesOf(nested.groups, (name) => effects.filter(({ outer, group }) => `${outer}/${group}` === name)),
    by: isBetter ? 'groups' : 'everybody',
    ranking,
  };
};

/** The plain effect over everybody: each group's own, by its part of the customers. */
const togetherOf = (effects: readonly GroupEffect[]): Believed => {
  const customers = effects.reduce((sum, one) => sum + one.offered + one.control, 0);
  let [value, variance] = [0, 0];
  for (const one of effects) {
    const part = (one.offered + one.control) / customers;
    value += part * one.value;
    variance += part ** 2 * one.variance;
  }
  return { value, standardError: Math.sqrt(variance) };
};

const entriesOf = (
  believed: Readonly<Record<string, Believed>>,
  seen: (name: string) => readonly GroupEffect[],
): Readonly<Record<string, GroupUplift>> =>
  Object.fromEntries(Object.entries(believed).map(([name, one]) => [name, upliftOf(one, seen(name))]));

const upliftOf = ({ value, standardError }: Believed, effects: readonly GroupEffect[]): GroupUplift => {
  const offered = effects.reduce((sum, one) => sum + one.offered, 0);
  const control = effects.reduce((sum, one) => sum + one.control, 0);
  const without = effects.reduce((sum, one) => sum + one.without * one.control, 0) / Math.max(1, control);
  return { ...bounded(value, standardError ** 2), without, offered, control };
};

/** Of whom an uplift is: of the group itself, of a wider one, or of everybody. */
export type UpliftLevel = 'group' | 'outer' | 'everybody';

/** The narrowest group that anything is known of. */
export const upliftFor = (
  fit: UpliftFit,
  { outer, group }: { readonly outer: string; readonly group: string },
): GroupUplift & { readonly level: UpliftLevel } => {
  const own = fit.by === 'groups' ? fit.groups[`${outer}/${group}`] : undefined;
  if (own) return { ...own, level: 'group' };
  const wider = fit.by === 'groups' ? fit.outer[outer] : undefined;
  if (wider) return { ...wider, level: 'outer' };
  return { ...(fit.by === 'groups' ? fit.another : fit.all), level: 'everybody' };
};

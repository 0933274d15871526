import type { TiersPolicy } from '../../policy/signals.ts';

/** What was paid on a day, net of refunds; days counted from 1970-01-01, money in minor units. */
export interface PaidDay {
  readonly day: number;
  readonly amount: number;
}

export interface LoyaltyTier {
  readonly tier: string;
  /** `shop`: it told the tier itself; `rules`: by the store's policy. */
  readonly by: 'shop' | 'rules';
  /** The first day on which nothing more bought would end it; absent where points hold it, or the shop. */
  readonly until?: number;
}

/** What is known of a customer who may be in a tier. */
export interface TierStanding {
  /** As the shop's programme told it, if it did. */
  readonly told?: string | undefined;
  /** The balance of points; undefined: no member. */
  readonly points?: number | undefined;
  readonly paid: readonly PaidDay[];
  /** The tier so far, by whose lower bound it is kept. */
  readonly before?: string | undefined;
}

/**
 * The loyalty tier of a customer: the shop's own word where there is one, else the highest tier of the policy whose bound is
 * reached, by points or by what was paid within the period. A tier is entered at `enter` and kept until below `leave`, so
 * that one order which leaves the period does not take it away and the next gives it back (R236). Undefined: in none.
 */
export const tierOf = (
  { by, within, tiers }: TiersPolicy,
  { told, points, paid, before }: TierStanding,
  today: number,
): LoyaltyTier | undefined => {
  if (told !== undefined) return { tier: told, by: 'shop' };
  const held = tiers.findIndex(({ name }) => name === before);
  const reached = (amount: number): number =>
    tiers.findLastIndex(({ enter, leave }, index) => amount >= (index <= held ? leave : enter));
  if (by === 'points') {
    const place = points === undefined ? -1 : reached(points);
    return place < 0 ? undefined : { tier: tiers[place]!.name, by: 'rules' };
  }
  const days = paid
    .filter(({ day, amount }) => day > today - within && day <= today && Number.isFinite(amount))
    .toSorted((one, other) => one.day - other.day);
  let sum = days.reduce((all, { amount }) => all + amount, 0);
  const place = reached(sum);
  if (place < 0) return undefined;
  const { name, leave } = tiers[place]!;
  for (const { day, amount } of days) {
    sum -= amount;
    if (sum < leave) return { tier: name, by: 'rules', until: day + within };
  }
  return { tier: name, by: 'rules' };
};

import type { SegmentContext } from '../context.ts';
import type { Cut } from '../cuts.ts';
import type { SegmentFacts } from '../facts.ts';
import type { AnySegment } from '../names.ts';
import type { SegmentRule } from '../segment.ts';

/** The buyers who matter most: among the top by a year's spend or by what is expected of them (R96). */
export const vip: SegmentRule<'vip'> = {
  name: 'vip',
  title: { fr: 'VIP', en: 'VIP' },
  sentence: {
    fr: 'A acheté au moins deux fois et compte parmi les meilleurs clients, par ses achats de l’année ou par ce que l’on attend de lui.',
    en: 'Bought at least twice and is among the best customers, by a year of purchases or by what is expected of them.',
  },
  goal: {
    outcome: 'repurchase',
    within: '90 days',
    words: { fr: 'Garder : un nouvel achat sous 90 jours', en: 'Keep them: another order within 90 days' },
  },
  holds: (facts, context, before) => isVip(facts, context, before),
};

/** Whether somebody is a VIP: who is one stays one until they fall below the outer line. */
export const isVip = (
  { orders, score }: SegmentFacts,
  { policy, value, cuts }: SegmentContext,
  before: ReadonlySet<AnySegment>,
): boolean => {
  if (orders.days < policy.vip.minimumOrders) return false;
  const isIn = before.has('vip');
  const reaches = (amount: number, cut: Cut): boolean => amount > 0 && amount >= (isIn ? cut.stay : cut.enter);
  // Too few customers for a share of them: the shop's own amount.
  if (!cuts.yearSpend) return orders.amount >= value.vipTotal;
  if (reaches(orders.yearAmount, cuts.yearSpend)) return true;
  const expected = score?.lifetimeValue ?? null;
  return cuts.lifetimeValue !== undefined && expected !== null && reaches(expected, cuts.lifetimeValue);
};

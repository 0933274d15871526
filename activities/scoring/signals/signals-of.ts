import type { SignalsPolicy } from '../../../domain/policy/signals.ts';
import { rfmGroup } from '../../../domain/scores/rfm/profiles.ts';
import { scoreRfm } from '../../../domain/scores/rfm/rfm.ts';
import { affinities, categoryCounts } from '../../../domain/scores/signals/affinity.ts';
import { bestHour, hourCounts, tellsHour } from '../../../domain/scores/signals/best-hour.ts';
import type { CustomerSignals } from '../../../domain/scores/signals/customer-signals.ts';
import { countReactions, engagement, scoredChannels } from '../../../domain/scores/signals/engagement.ts';
import type { SignalLevels } from '../../../domain/scores/signals/levels.ts';
import { countCategories, createNextCategories } from '../../../domain/scores/signals/next-category.ts';
import { priceSensitivity } from '../../../domain/scores/signals/price-sensitivity.ts';
import { tierOf } from '../../../domain/scores/signals/tier.ts';
import { eventScore } from '../../../domain/scores/signals/event-score.ts';
import { actsOf, basketsOf, categoryActs, dealsOf, deedsOf } from './counted.ts';
import type { SignalSources, SignalTime } from './sources.ts';

/** Of each list of categories so many are kept. */
const mostCategories = 5;

/**
 * The signals of one customer, by what is usual in the store (R236): RFM, tier, categories, prices, channels, hour and the
 * category that comes next. Pure; each formula stands with its source in domain/scores.
 */
export const signalsOf = (
  sources: SignalSources,
  levels: SignalLevels,
  policy: SignalsPolicy,
  time: SignalTime,
): CustomerSignals => {
  const tier = tierOf(
    policy.tiers,
    {
      told: sources.toldTier,
      points: sources.points,
      paid: sources.orders.flatMap(({ day, amount }) => (amount === null ? [] : [{ day, amount }])),
      before: sources.tierBefore,
    },
    time.today,
  );
  return {
    ...rfmOf(sources, levels),
    ...(tier && { tier }),
    ...affinityOf(sources, levels, time),
    ...pricesOf(sources, levels),
    channels: channelsOf(sources, levels, time),
    ...hourOf(sources, levels, time),
    ...eventOf(sources, levels, time),
    ...nextOf(sources, levels, policy),
  };
};

const rfmOf = ({ statistics }: SignalSources, { rfm }: SignalLevels): Pick<CustomerSignals, 'rfm'> => {
  if (!statistics) return {};
  const scores = scoreRfm(rfm, {
    recency: statistics.lastDay,
    frequency: statistics.days,
    monetary: statistics.amount,
  });
  const group = rfmGroup({ scores, groups: rfm.groups, purchaseDays: statistics.days });
  return group ? { rfm: { ...scores, group } } : {};
};

const affinityOf = (
  sources: SignalSources,
  { affinity }: SignalLevels,
  { now }: SignalTime,
): Pick<CustomerSignals, 'affinity'> => {
  if (!affinity) return {};
  const acts = categoryActs(sources, now);
  return {
    affinity: { categories: affinities(affinity, categoryCounts(acts), mostCategories), acts: acts.length },
  };
};

const pricesOf = (sources: SignalSources, { prices }: SignalLevels): Pick<CustomerSignals, 'prices'> => {
  if (!prices) return {};
  const deals = dealsOf(sources, prices);
  const { lines, orders, given: codesGiven } = deals;
  return { prices: { ...priceSensitivity(prices, deals), lines, orders, codesGiven } };
};

const channelsOf = (
  sources: SignalSources,
  { channels: priors }: SignalLevels,
  { now }: SignalTime,
): CustomerSignals['channels'] => {
  if (sources.messages.length === 0) return {};
  const acts = actsOf(sources).flatMap(({ at, kind }) => (kind === 'click' ? [] : [at]));
  return Object.fromEntries(
    scoredChannels.flatMap((channel) => {
      const counted = countReactions(sources.messages, channel, acts, now);
      return counted.messages === 0 ? [] : [[channel, engagement(priors[channel], counted)]];
    }),
  );
};

const eventOf = (
  sources: SignalSources,
  { channels: priors }: SignalLevels,
  { event }: SignalTime,
): Pick<CustomerSignals, 'event'> => {
  if (!event) return {};
  const deeds = deedsOf(sources, event);
  const { before: _before, ...own } = deeds;
  return Object.values(own).some((count) => count > 0) ? { event: eventScore(event.name, priors.email, deeds) } : {};
};

const hourOf = (
  sources: SignalSources,
  { hours }: SignalLevels,
  { now }: SignalTime,
): Pick<CustomerSignals, 'hour'> => {
  if (!hours) return {};
  const acts = actsOf(sources).filter((act) => act.at <= now && tellsHour(act));
  const hour = bestHour(hours, hourCounts(acts, sources.zone, now), acts.length);
  return hour ? { hour } : {};
};

/** What follows what is worked out once for all customers of a run. */
const namers = new WeakMap<object, Map<number, ReturnType<typeof createNextCategories>>>();

const namerOf = (
  model: NonNullable<SignalLevels['next']>,
  surprise: number,
): ReturnType<typeof createNextCategories> => {
  const own = namers.get(model) ?? new Map<number, ReturnType<typeof createNextCategories>>();
  namers.set(model, own);
  const made = own.get(surprise) ?? createNextCategories(model, surprise);
  own.set(surprise, made);
  return made;
};

const nextOf = (
  sources: SignalSources,
  { next }: SignalLevels,
  { surprise = 0 }: SignalsPolicy,
): Pick<CustomerSignals, 'next'> => {
  if (!next) return {};
  const baskets = basketsOf(sources);
  const isModel = next.by === 'model' && baskets.length > 0;
  const bought = isModel ? { counts: countCategories(baskets), last: baskets.at(-1)! } : { counts: {}, last: [] };
  return {
    next: {
      categories: namerOf(next, isModel ? surprise : 0)(bought, mostCategories),
      by: isModel ? 'model' : 'popularity',
    },
  };
};

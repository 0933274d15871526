import type { RfmCuts } from '../../../domain/scores/rfm/rfm.ts';
import { categoryCounts } from '../../../domain/scores/signals/affinity.ts';
import { binAt, hourBins, hourCounts, tellsHour } from '../../../domain/scores/signals/best-hour.ts';
import { countReactions, type ScoredChannel } from '../../../domain/scores/signals/engagement.ts';
import { leastCounted, type SignalLevels } from '../../../domain/scores/signals/levels.ts';
import { countCategories } from '../../../domain/scores/signals/next-category.ts';
import { type SharesPrior, usualShares } from '../../../domain/scores/signals/shrink.ts';
import { fitStrength } from '../shrinkage/fit-strength.ts';
import { actsOf, basketsOf, categoryActs } from './counted.ts';
import { fitDeals, fitted, sharePrior } from './fit-deals.ts';
import { fitNextCategory } from './fit-next-category.ts';
import type { SignalSources, SignalTime } from './sources.ts';

/** Where the customers do not tell how much their own should count: as much as ten acts. */
const usualStrength = 10;
/** Where nobody got a message yet: what marketing mail is clicked, about (Mailchimp's benchmarks: 2 to 3 %). */
const usualReaction = 0.025;

/** What is usual in a store, of customers who stand for all. */
export const fitLevels = (customers: readonly SignalSources[], rfm: RfmCuts, { now }: SignalTime): SignalLevels => {
  const affinity = affinityPrior(customers, now);
  const prices = fitDeals(customers, leastCounted.prices);
  const hours = hoursPrior(customers, now);
  const next = fitNextCategory(customers.map(basketsOf), leastCounted.next);
  return {
    rfm,
    ...(affinity && { affinity }),
    ...(prices && { prices }),
    channels: { email: channelPrior(customers, 'email', now), sms: channelPrior(customers, 'sms', now) },
    ...(hours && { hours }),
    ...(next && { next }),
  };
};

const withStrength = (
  usual: Readonly<Record<string, number>>,
  counts: readonly Readonly<Record<string, number>>[],
): SharesPrior => ({
  usual,
  strength: fitted(() => fitStrength(usual, counts), usualStrength),
});

const affinityPrior = (customers: readonly SignalSources[], now: number): SharesPrior | undefined => {
  const acts = customers.map((one) => categoryActs(one, now));
  if (acts.flat().filter(({ sign }) => sign === 'order').length < leastCounted.affinity) return undefined;
  // How customers differ shows in whole purchases: parts of one would look as if all were alike.
  const bought = acts.map((own) =>
    countCategories([own.flatMap(({ category, sign }) => (sign === 'order' ? [category] : []))]),
  );
  return withStrength(usualShares(acts.map(categoryCounts)), bought);
};

const hoursPrior = (customers: readonly SignalSources[], now: number): SharesPrior | undefined => {
  const acts = customers.map((one) => actsOf(one).filter((act) => act.at <= now && tellsHour(act)));
  if (acts.reduce((sum, { length }) => sum + length, 0) < leastCounted.hours) return undefined;
  const counts = acts.map((own, index) => hourCounts(own, customers[index]!.zone, now));
  // No hour is impossible.
  const even = Object.fromEntries(Array.from({ length: hourBins }, (_, bin) => [String(bin), 1]));
  // As above: whole acts.
  const whole = acts.map((own, index) =>
    countCategories([own.map(({ at }) => String(binAt(at, customers[index]!.zone)))]),
  );
  return withStrength(usualShares([...counts, even]), whole);
};

const channelPrior = (
  customers: readonly SignalSources[],
  channel: ScoredChannel,
  now: number,
): SignalLevels['channels'][ScoredChannel] => {
  const counted = customers.map((one) =>
    countReactions(
      one.messages,
      channel,
      actsOf(one).flatMap(({ at, kind }) => (kind === 'click' ? [] : [at])),
      now,
    ),
  );
  const rows = counted.map(({ messages, reactions }) => ({ trials: messages, successes: reactions }));
  return {
    ...sharePrior(rows, usualReaction),
    messages: counted.reduce((sum, { messages }) => sum + messages, 0),
  };
};

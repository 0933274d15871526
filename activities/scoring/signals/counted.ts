import type { CategoryAct } from '../../../domain/scores/signals/affinity.ts';
import type { Act } from '../../../domain/scores/signals/best-hour.ts';
import { countReactions, scoredChannels } from '../../../domain/scores/signals/engagement.ts';
import type { EventDeeds, PastEvent } from '../../../domain/scores/signals/event-score.ts';
import type { DealWeeks } from '../../../domain/scores/signals/levels.ts';
import { type DealHistory, isReduced } from '../../../domain/scores/signals/price-sensitivity.ts';
import type { SignalSources } from './sources.ts';

const dayMillis = 86_400_000;

/** What a customer did with categories. */
export const categoryActs = ({ orders, looked }: SignalSources, now: number): readonly CategoryAct[] => {
  const acts: CategoryAct[] = [];
  const add = (category: string | null, sign: CategoryAct['sign'], at: number): void => {
    if (category !== null && at <= now) acts.push({ category, sign, age: (now - at) / dayMillis });
  };
  for (const { at, lines } of orders) for (const { category } of lines) add(category, 'order', at);
  for (const { category, visits, cartedAt } of looked) {
    for (const at of visits) add(category, 'view', at);
    if (cartedAt !== null) add(category, 'cart', cartedAt);
  }
  return acts;
};

/** When a customer did something by themselves. */
export const actsOf = ({ orders, looked, messages }: SignalSources): readonly Act[] => [
  ...orders.map(({ at }) => ({ at, kind: 'order' as const })),
  ...looked.flatMap(({ visits }) => visits.map((at) => ({ at, kind: 'visit' as const }))),
  ...messages.flatMap(({ clickedAt }) => (clickedAt === undefined ? [] : [{ at: clickedAt, kind: 'click' as const }])),
];

/** What a customer did in an event; a reaction may come up to three days after a message of it. */
export const deedsOf = (sources: SignalSources, { from, until }: PastEvent): EventDeeds => {
  const isWithin = (at: number): boolean => at >= from && at < until;
  const orders = sources.orders.filter(({ at }) => isWithin(at));
  const got = sources.messages.filter(({ at }) => isWithin(at));
  const acts = actsOf(sources).flatMap(({ at, kind }) => (kind === 'click' ? [] : [at]));
  const counted = scoredChannels.map((channel) => countReactions(got, channel, acts, until));
  const sum = (of: (one: (typeof counted)[number]) => number): number => counted.reduce((all, one) => all + of(one), 0);
  return {
    orders: orders.length,
    lines: orders.reduce((all, { lines }) => all + lines.length, 0),
    looks: sources.looked.reduce((all, { visits }) => all + visits.filter(isWithin).length, 0),
    carts: sources.looked.filter(({ cartedAt }) => cartedAt !== null && isWithin(cartedAt)).length,
    messages: sum(({ messages }) => messages),
    reactions: sum(({ reactions }) => reactions),
    before: sources.orders.filter(({ at }) => at < from).length,
  };
};

/** The categories of each order, each once, oldest first; orders without one are left out. */
export const basketsOf = ({ orders }: SignalSources): readonly (readonly string[])[] =>
  orders
    .map(({ lines }) => [...new Set(lines.flatMap(({ category }) => category ?? []))])
    .filter((basket) => basket.length > 0);

/** Lines of which it is known whether they were reduced. */
export const judgedLines = ({
  orders,
}: SignalSources): readonly { readonly category: string; readonly week: number; readonly reduced: boolean }[] =>
  orders.flatMap(({ day, lines }) =>
    lines.flatMap(({ category, paid, usual }) => {
      const reduced = isReduced(paid, usual);
      return reduced === undefined ? [] : [{ category: category ?? '', week: weekOf(day), reduced }];
    }),
  );

export const weekOf = (day: number): number => Math.floor(day / 7);

/** What of reduced prices a customer bought, against what was to be expected. */
export const dealsOf = (sources: SignalSources, { usual, categories, weeks }: DealWeeks): DealHistory => {
  const lines = judgedLines(sources);
  return {
    orders: sources.orders.length,
    lines: lines.length,
    reduced: lines.filter(({ reduced }) => reduced).length,
    expected: lines.reduce(
      (sum, { category, week }) => sum + (weeks[category]?.[week] ?? categories[category] ?? usual),
      0,
    ),
    given: sources.codes.given,
    used: sources.codes.used,
  };
};

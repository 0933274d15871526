import type { LogLine } from '../orders/read-order-log.ts';
import type { Sequence } from './evaluate-gaps.ts';
import { groupBy } from './group-by.ts';

/**
 * The gaps between purchases of an order log until the day `until`: of each customer with each product where the log
 * names products, else with the shop. What is bought on one day is one purchase; what was given back is not counted.
 */
export const sequencesOf = (lines: readonly LogLine[], until: number): readonly Sequence[] => {
  const bought = lines.filter(({ day, amount, quantity }) => day <= until && amount >= 0 && quantity > 0);
  const groups = groupBy(bought, ({ customer, product }) => JSON.stringify([customer, product ?? '']));
  return Array.from(groups.values(), (own) => {
    const days = new Map<number, number>();
    for (const { day, product, quantity } of own)
      days.set(day, product === undefined ? 1 : (days.get(day) ?? 0) + quantity);
    const purchases = [...days].toSorted(([a], [b]) => a - b);
    const gaps = purchases.slice(1).map(([day], i) => ({ days: day - purchases[i]![0], units: purchases[i]![1] }));
    const [lastDay, units] = purchases.at(-1)!;
    const { customer, product = '', nominalDays } = own[0]!;
    return {
      customer,
      product,
      ...(nominalDays === undefined ? {} : { nominalDays }),
      gaps,
      open: { days: until - lastDay, units },
    };
  });
};

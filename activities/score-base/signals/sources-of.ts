import { dayNumber } from '../../../db/scoring/days.ts';
import type { readSources } from '../../../db/signals/read-sources.ts';
import { placeOf } from '../../../domain/civil/place.ts';
import { civilZone } from '../../../domain/civil/zone.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { BoughtOrder, SignalSources } from '../../scoring/signals/sources.ts';

type Rows = Awaited<ReturnType<typeof readSources>>;

/** Rows of the database as the signals of each customer are made from, in the order in which they were asked for. */
export const sourcesOf = (
  { timezone }: { readonly timezone: string },
  customers: readonly CustomerId[],
  rows: Rows,
): readonly SignalSources[] => {
  const people = byCustomer(rows.people);
  const statistics = byCustomer(rows.statistics);
  const lines = byCustomer(rows.lines);
  const looked = byCustomer(rows.looked);
  const got = byCustomer(rows.got);
  const codes = byCustomer(rows.codes);
  const accounts = byCustomer(rows.accounts);
  const before = byCustomer(rows.before);
  return customers.map((customer) => {
    const [person] = people.get(customer) ?? [];
    const [known] = statistics.get(customer) ?? [];
    const [account] = accounts.get(customer) ?? [];
    const [code] = codes.get(customer) ?? [];
    const [kept] = before.get(customer) ?? [];
    const place = person?.address ? placeOf(person.address) : undefined;
    return {
      customer,
      zone: civilZone({ timezone: person?.timezone, place }, { timezone }).zone,
      ...(known?.lastDay && {
        statistics: { days: known.days, lastDay: dayNumber(known.lastDay), amount: known.amount },
      }),
      orders: ordersOf(lines.get(customer) ?? []),
      looked: (looked.get(customer) ?? []).map(({ category, visits, cartedAt }) => ({
        category,
        visits: visits.map(({ at }) => at),
        cartedAt: cartedAt?.getTime() ?? null,
      })),
      messages: (got.get(customer) ?? []).map(({ channel, at, clicked }) => ({
        channel,
        at,
        ...(clicked !== null && { clickedAt: clicked }),
      })),
      codes: { given: code?.given ?? 0, used: code?.used ?? 0 },
      ...(account && { points: account.points, ...(account.tier !== null && { toldTier: account.tier }) }),
      ...(kept?.tier && { tierBefore: kept.tier }),
    };
  });
};

/** Nothing is known of somebody: they have no signals. */
export const isUnknown = ({ statistics, orders, looked, messages, points, codes }: SignalSources): boolean =>
  !statistics &&
  orders.length === 0 &&
  looked.length === 0 &&
  messages.length === 0 &&
  points === undefined &&
  codes.given === 0;

const ordersOf = (lines: Rows['lines']): readonly BoughtOrder[] => {
  const orders = new Map<string, BoughtOrder & { readonly lines: BoughtOrder['lines'][number][] }>();
  for (const { order, at, day, amount, category, quantity, paid, usual } of lines) {
    const own = orders.get(order) ?? { at, day: dayNumber(day), amount, lines: [] };
    own.lines.push({ category, quantity, paid, usual });
    orders.set(order, own);
  }
  return [...orders.values()];
};

const byCustomer = <Row extends { readonly customer: CustomerId | null }>(
  rows: readonly Row[],
): ReadonlyMap<CustomerId, readonly Row[]> => {
  const found = new Map<CustomerId, Row[]>();
  for (const row of rows) {
    if (row.customer === null) continue;
    const own = found.get(row.customer);
    if (own) own.push(row);
    else found.set(row.customer, [row]);
  }
  return found;
};

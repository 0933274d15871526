import { expect } from 'vitest';

/** What a period came to, counted again from the raw log by loops that anybody can read. */
export interface LoggedOrder {
  readonly customer: string;
  readonly at: number;
  readonly stands: boolean;
  readonly worth: number;
  readonly currency: string;
}

export interface LoggedMessage {
  readonly id: string;
  readonly customer: string;
  readonly journey: string;
  readonly channel: string;
  readonly state: string;
  readonly purpose: string;
  readonly at: number;
  /** When its run began. */
  readonly began: number;
  readonly cost: number;
  readonly clicked: boolean;
}

interface Log {
  readonly orders: readonly LoggedOrder[];
  readonly ledger: readonly LoggedMessage[];
  /** The customers who entered the campaign. */
  readonly entered: ReadonlySet<string>;
}

const hour = 3_600_000;
const threeDays = 72 * hour;
const distinct = (names: readonly string[]) => new Set(names).size;
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

export const recountFigures = ({ orders, ledger, entered }: Log, { from, until }: { from: number; until: number }) => {
  const standing = orders.filter(({ stands }) => stands);
  const inside = standing.filter(({ at }) => at >= from && at < until);
  const own = inside.filter(({ currency }) => currency === 'EUR');
  const went = ledger.filter(
    ({ state, purpose }) =>
      purpose === 'marketing' && ['accepted', 'delivered', 'bounced', 'complained'].includes(state),
  );
  const told = went.filter(({ at }) => at >= from - threeDays && at < until);
  const credits = own.map((order) => {
    const before = went.filter(
      ({ customer, at }) => customer === order.customer && at <= order.at && order.at - at < threeDays,
    );
    return { order, message: before.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))[0] };
  });
  const performance = (mine: (message: LoggedMessage) => boolean) => {
    const messages = told.filter(mine);
    const credited = credits.flatMap(({ order, message }) => (message && mine(message) ? [{ order, message }] : []));
    const customers = distinct(messages.map(({ customer }) => customer));
    const clickers = distinct(messages.filter(({ clicked }) => clicked).map(({ customer }) => customer));
    const buyers = distinct(credited.map(({ order }) => order.customer));
    const revenue = sum(credited.map(({ order }) => order.worth));
    const hours = credited.map(({ order, message }) => (order.at - message.began) / hour);
    return {
      messages: messages.length,
      customers,
      clickers,
      bounced: messages.filter(({ state }) => state === 'bounced').length,
      complained: messages.filter(({ state }) => state === 'complained').length,
      cost: sum(messages.map(({ cost }) => cost)),
      orders: credited.length,
      buyers,
      revenue,
      hoursToOrder: hours.length === 0 ? null : expect.closeTo(sum(hours) / hours.length, 6),
      clickRate: share(clickers, customers),
      conversion: share(buyers, customers),
      basket: share(revenue, credited.length),
      revenuePerCustomer: share(revenue, customers),
    };
  };
  const named = (key: 'journey' | 'channel') =>
    expect.toSatisfy((given: readonly Record<string, unknown>[]) => {
      const names = [...new Set(told.map((one) => one[key]))].toSorted();
      expect(given.map((one) => String(one[key])).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(names);
      for (const one of given)
        expect(one).toEqual({ [key]: one[key], ...performance((message) => message[key] === one[key]) });
      return true;
    });
  const buyers = [...new Set(own.map(({ customer }) => customer))];
  const isFirst = (buyer: string) => {
    const first = Math.min(...own.filter(({ customer }) => customer === buyer).map(({ at }) => at));
    return !standing.some(({ customer, at }) => customer === buyer && at < first);
  };
  const cameAgain = buyers.filter((buyer) => standing.some(({ customer, at }) => customer === buyer && at >= until));
  const unprompted = credits.filter(({ message }) => message === undefined).map(({ order }) => order.worth);
  // Whole hours of UTC are whole hours in Paris; days there begin two hours earlier in June.
  const starts = own.map(({ at }) =>
    until - from > 96 * hour
      ? Math.floor((at + 2 * hour) / (24 * hour)) * 24 * hour - 2 * hour
      : Math.floor(at / hour) * hour,
  );
  const reached = [...entered].filter((customer) => buyers.includes(customer)).length;
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    currency: 'EUR',
    audience: { customers: entered.size, buyers: reached, conversion: share(reached, entered.size) },
    orders: {
      count: own.length,
      revenue: sum(own.map(({ worth }) => worth)),
      basket: share(sum(own.map(({ worth }) => worth)), own.length),
      buyers: buyers.length,
      firstBuyers: buyers.filter(isFirst).length,
      inOtherCurrencies: inside.length - own.length,
    },
    all: performance(() => true),
    channels: named('channel'),
    journeys: named('journey'),
    unprompted: { orders: unprompted.length, revenue: sum(unprompted) },
    trend: [...new Set(starts)]
      .toSorted((a, b) => a - b)
      .map((start) => {
        const those = own.filter((_, index) => starts[index] === start);
        return {
          from: new Date(start).toISOString(),
          orders: those.length,
          revenue: sum(those.map(({ worth }) => worth)),
        };
      }),
    since: {
      again: cameAgain.length,
      firstBuyersAgain: cameAgain.filter(isFirst).length,
      retention: share(cameAgain.length, buyers.length),
      foreseen: 0,
      lifetimeValue: 0,
    },
  };
};

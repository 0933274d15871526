import { type Figures, type Performance, shareOf } from '../../domain/figures/figures.ts';

/** Figures with the rates that people go by; a rate of nothing is null. */
export const figuresView = ({ orders, all, channels, journeys, since, ...rest }: Figures) => ({
  ...rest,
  orders: { ...orders, basket: shareOf(orders.revenue, orders.count) },
  all: performanceView(all),
  channels: channels.map(({ channel, ...own }) => ({ channel, ...performanceView(own) })),
  journeys: journeys.map(({ journey, ...own }) => ({ journey, ...performanceView(own) })),
  since: { ...since, retention: shareOf(since.again, orders.buyers) },
});

const performanceView = (own: Performance) => ({
  ...own,
  /** Of those who were written to. */
  clickRate: shareOf(own.clickers, own.customers),
  conversion: shareOf(own.buyers, own.customers),
  basket: shareOf(own.revenue, own.orders),
  revenuePerCustomer: shareOf(own.revenue, own.customers),
});

export type PerformanceView = ReturnType<typeof performanceView>;

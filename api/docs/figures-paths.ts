import { channels } from '../../domain/journey.ts';
import { inPath, instant, operationOf, type Parts, record, text } from './operation.ts';

const count = { type: 'integer' };
const money = { type: 'number', description: 'minor units of `currency`' };
const share = { type: ['number', 'null'], description: 'from 0 to 1; null where there is nothing to divide by' };

const performance = {
  messages: count,
  customers: { ...count, description: 'written to, each once' },
  clickers: { ...count, description: 'of them, who followed a link' },
  bounced: count,
  complained: count,
  cost: { ...money, description: 'of text messages' },
  orders: { ...count, description: 'that followed within three days after the customer’s last marketing message' },
  buyers: count,
  revenue: money,
  hoursToOrder: { type: ['number', 'null'], description: 'from what began the run to the order, on average' },
  clickRate: share,
  conversion: { ...share, description: 'buyers of customers' },
  basket: { type: ['number', 'null'] },
  revenuePerCustomer: { type: ['number', 'null'] },
};

const figures = {
  from: instant,
  until: instant,
  currency: text,
  orders: record({
    count,
    revenue: money,
    basket: { type: ['number', 'null'] },
    buyers: count,
    firstBuyers: { ...count, description: 'of them, who had never bought before' },
    inOtherCurrencies: { ...count, description: 'counted nowhere else' },
  }),
  all: record(performance),
  channels: { type: 'array', items: record({ channel: { enum: channels }, ...performance }) },
  journeys: { type: 'array', items: record({ journey: text, ...performance }) },
  unprompted: { ...record({ orders: count, revenue: money }), description: 'orders that followed no message' },
  trend: {
    type: 'array',
    description: 'by the hour, beyond four days by the day; parts without an order are left out',
    items: record({ from: instant, orders: count, revenue: money }),
  },
  since: {
    ...record({
      again: count,
      firstBuyersAgain: count,
      retention: share,
      foreseen: count,
      lifetimeValue: money,
    }),
    description: 'the buyers who ordered again after the period, and what the models foresee of them',
  },
};

const inQuery = (name: string, description: string) => ({
  name,
  in: 'query',
  schema: { type: 'string', format: 'date-time' },
  description,
});

/** What was sold, and what messages had to do with it: live. */
export const figuresPaths = (parts: Parts) => {
  const operation = operationOf(parts);
  return {
    '/v1/figures': {
      get: operation(
        'What a period came to: orders, conversion, basket, channels, journeys',
        'read',
        [inQuery('from', 'a day ago if not given'), inQuery('until', 'now if not given; at most 400 days later')],
        record(figures),
      ),
    },
    '/v1/campaigns/{name}/figures': {
      get: operation(
        'What a campaign brings, from early access to its end',
        'read',
        [inPath('name', 'the shop’s own: small letters, digits, hyphens')],
        record({
          campaign: text,
          isOver: { type: 'boolean' },
          audience: record({ customers: count, buyers: count, conversion: share }),
          ...figures,
        }),
      ),
    },
  };
};

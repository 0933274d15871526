import { customerColumns, customerOf, instantOf, type Kind, unknownDate } from './kind.ts';

/** `customers.csv`: one line a customer. */
export const customers: Kind = {
  required: [],
  optional: [...customerColumns, 'first_name', 'locale', 'timezone', 'created_at'],
  toEvent: ([row]) => ({
    type: 'customer.created',
    occurredAt: row.cells['created_at'] === undefined ? unknownDate : instantOf(row, 'created_at'),
    customer: customerOf(row),
    data: { firstName: row.cells['first_name'], locale: row.cells['locale'], timezone: row.cells['timezone'] },
  }),
};

import type { Row } from '../kind.ts';

/** The columns that name a customer, strongest first, in every file that has customers. */
export const customerColumns = {
  customer_id: 'customer.id',
  email: 'customer.email',
  phone: 'customer.phone',
  anonymous_id: 'customer.anonymousId',
} as const;

export const customerColumnNames = Object.keys(customerColumns);

export const customerOf = ({ cells }: Row): object => ({
  id: cells['customer_id'],
  email: cells['email'],
  phone: cells['phone'],
  anonymousId: cells['anonymous_id'],
});

/** The strongest name of the row's customer, for an event's identity. */
export const customerKey = ({ cells }: Row): string => {
  const column = customerColumnNames.find((name) => cells[name] !== undefined);
  return column === undefined ? '' : `${column} ${cells[column]!.toLowerCase()}`;
};

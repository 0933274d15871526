import { customerColumnNames, customerColumns, customerKey, customerOf } from '../cells/customer.ts';
import { instantOf } from '../cells/instant.ts';
import { type FileEvent, type Kind, type Row, unknownDate } from '../kind.ts';

/** `customers.csv`: one row a customer. */
export const customers: Kind = {
  columns: {
    ...customerColumns,
    first_name: 'data.firstName',
    locale: 'data.locale',
    timezone: 'data.timezone',
    country: 'data.address.country',
    region: 'data.address.region',
    postal_code: 'data.address.postalCode',
    created_at: 'occurredAt',
    updated_at: 'occurredAt',
  },
  required: [],
  someOf: customerColumnNames,
  conflict: 'this customer was told before, with other contents, as of the same date; give it a newer updated_at',
  toEvents: ([row], { timezone }) => {
    const createdAt = instantOf(row, 'created_at', timezone);
    const updatedAt = instantOf(row, 'updated_at', timezone);
    const profile = profileOf(row);
    if (updatedAt === undefined) return [event('customer.created', row, createdAt, 'created_at', profile)];
    return [
      ...(createdAt === undefined ? [] : [event('customer.created', row, createdAt, 'created_at', {})]),
      event('customer.updated', row, updatedAt, 'updated_at', profile),
    ];
  },
};

const event = (
  type: 'customer.created' | 'customer.updated',
  row: Row,
  occurredAt = unknownDate,
  occurredIn: string,
  data: object,
): FileEvent => ({
  type,
  occurredAt,
  occurredIn,
  customer: customerOf(row),
  data,
  identity: [customerKey(row), occurredAt],
});

const profileOf = ({ cells }: Row): object => ({
  firstName: cells['first_name'],
  // Exports say `fr-FR` or `fr_FR`.
  locale: cells['locale']?.split(/[-_]/)[0]?.toLowerCase(),
  timezone: cells['timezone'],
  // What lies in no country cannot be placed.
  ...(cells['country'] && {
    address: { country: cells['country'], region: cells['region'], postalCode: cells['postal_code'] },
  }),
});

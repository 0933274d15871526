import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { addressHashOf } from '../../customers/address-hash.ts';
import { allowlist, customerAliases, customerClaims, suppressions, unplacedAcceptances } from '../../schema/index.ts';
import { of, type Place } from './place.ts';

/** What a person is called, and what is known by a name alone: looked at while the names are still there. */
export const names: readonly Place[] = [
  {
    table: suppressions,
    exportAs: 'suppressions',
    // Its owner is known by the address alone; once the names are gone, by the keyed hash of it.
    rows: (person) =>
      and(
        eq(suppressions.storeId, person.store),
        sql`${suppressions.address} not like 'hmac:%'`,
        or(
          sql`(${suppressions.channel}, ${suppressions.address}) in (
            select unnest(case ${customerAliases.kind} when 'email' then array['email'] else array['sms', 'whatsapp'] end),
              ${customerAliases.value}
            from ${customerAliases}
            where ${of(customerAliases.customerId, person)} and ${customerAliases.kind} in ('email', 'phone'))`,
          person.erased &&
            inArray(
              person.erased.hash.inSql(sql`${suppressions.storeId}`, kindOfChannel, sql`${suppressions.address}`),
              [...person.erased.names],
            ),
        ),
      ),
  },
  {
    table: customerClaims,
    exportAs: 'claims',
    inside: ['hash'],
    // What the person's browsers claim, and whoever claims to be the person.
    rows: (person) =>
      or(
        of(customerClaims.customerId, person),
        sql`${customerClaims.hash} in (
          select encode(sha256(convert_to(concat_ws(E'\n', ${customerAliases.storeId}, ${customerAliases.kind},
            ${customerAliases.value}), 'UTF8')), 'hex')
          from ${customerAliases} where ${of(customerAliases.customerId, person)})`,
      ),
  },
  {
    // Known by a hash of the address alone, while the address is known.
    table: unplacedAcceptances,
    exportAs: 'unplaced',
    rows: (person) => sql`${unplacedAcceptances.addressHash} in (
      select ${addressHashOf(customerAliases.value)}
      from ${customerAliases} where ${of(customerAliases.customerId, person)})`,
  },
  {
    // Known by our id, or by a hash of the address alone while the address is known.
    table: allowlist,
    exportAs: 'allowlist',
    rows: (person) =>
      and(
        eq(allowlist.storeId, person.store),
        or(
          and(eq(allowlist.kind, 'customer'), inArray(allowlist.value, [...person.customers])),
          sql`${allowlist.value} in (
            select ${addressHashOf(customerAliases.value)}
            from ${customerAliases} where ${of(customerAliases.customerId, person)})`,
        ),
      ),
  },
  {
    table: customerAliases,
    exportAs: 'names',
    rows: (person) => of(customerAliases.customerId, person),
  },
];

const kindOfChannel = sql`case ${suppressions.channel} when 'email' then 'email' else 'phone' end`;

import { and, sql } from 'drizzle-orm';
import { customers, inbox } from '../../schema/index.ts';
import { of, type Place } from './place.ts';

/** What a customer's own row holds once they are erased: its id, and nothing of the person. */
export const noProfile = {
  firstName: null,
  locale: null,
  timezone: null,
  address: null,
  birthday: null,
  profileAt: null,
  fieldTimes: {},
} as const;

/** What was told of a person, and their own row: last, for all others are found through them. */
export const toldAndProfile: readonly Place[] = [
  {
    table: inbox,
    exportAs: 'events',
    inside: ['hash', 'recordedAt'],
    rows: (person) => and(of(inbox.customerId, person), sql`${inbox.body} <> '{}'`),
    // The same event, told again by a store that missed the answer, must not bring the person back.
    blank: (person) => ({
      eventId: person.erased
        ? person.erased.hash.inSql(sql`${inbox.storeId}`, sql`'event'::text`, sql`${inbox.eventId}`)
        : sql`'erased/' || ${inbox.id}`,
      ids: {},
      body: {},
      hash: erasedHash,
      reason: sql`case ${inbox.fate} when 'quarantined' then 'erased' else ${inbox.reason} end`,
      fate: sql`case ${inbox.fate} when 'quarantined' then 'ignored' else ${inbox.fate} end`,
    }),
  },
  {
    table: customers,
    exportAs: 'profile',
    inside: ['fieldTimes'],
    rows: (person) =>
      and(
        of(customers.id, person),
        sql`(${customers.erasedAt} is null or ${customers.firstName} is not null or ${customers.locale} is not null
          or ${customers.timezone} is not null or ${customers.address} is not null or ${customers.birthday} is not null or ${customers.fieldTimes} <> '{}')`,
      ),
    blank: () => noProfile,
  },
];

/** In place of an event's hash after an erasure: whatever is told again under its id is a duplicate. */
export const erasedHash = 'erased';

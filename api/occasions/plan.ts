import type { Queries } from '../../db/client.ts';
import {
  firstOrderAt,
  forgetOccasion,
  type OccasionRow,
  readOccasions,
  writeOccasion,
} from '../../db/occasions/occasions.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { placeOf } from '../../domain/civil/place.ts';
import { civilDate, morningOf, nextYearly } from '../../domain/civil/yearly.ts';
import { civilZone } from '../../domain/civil/zone.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { occasionLead } from '../../domain/occasions.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { ProfileState } from '../state/profile.ts';

type Whereabouts = Pick<ProfileState, 'timezone' | 'address'>;

/** The zone in which a customer's day begins. */
export const zoneOf = ({ timezone, address }: Whereabouts, store: Pick<StoreRow, 'timezone'>): string =>
  civilZone({ timezone, place: address ? placeOf(address) : undefined }, store).zone;

/** When a day of every year is told of next. */
export const nextTelling = (
  { day, told, since }: Pick<OccasionRow, 'day' | 'told' | 'since'>,
  { now, zone }: { readonly now: Millis; readonly zone: string },
): Date => {
  const date = nextYearly(day, { now, zone, told, ...(since !== null && { from: since + 1 }) });
  return new Date(morningOf(date, zone) - occasionLead);
};

interface Customer {
  readonly queries: Queries;
  readonly store: StoreRow;
  readonly customer: CustomerId;
  readonly now: Date;
}

/** Plans the days of a customer anew whose birthday or whereabouts were told; a birthday that moved was not told of yet. */
export const planOccasions = async (
  { queries, store, customer, now }: Customer,
  before: ProfileState,
  after: ProfileState,
): Promise<void> => {
  const zone = zoneOf(after, store);
  const moved = zone !== zoneOf(before, store);
  const isNew = after.birthday !== before.birthday;
  if (!moved && !isNew) return;
  const known = await readOccasions(queries, customer);
  for (const row of moved ? known.filter(({ kind }) => !isNew || kind !== 'birthday') : []) {
    await writeOccasion(queries, { ...row, nextAt: nextTelling(row, { now: now.getTime(), zone }) });
  }
  if (!isNew) return;
  if (after.birthday === null) return forgetOccasion(queries, customer, 'birthday');
  const birthday = { day: after.birthday, told: null, since: null };
  const nextAt = nextTelling(birthday, { now: now.getTime(), zone });
  await writeOccasion(queries, { customerId: customer, storeId: store.id, kind: 'birthday', ...birthday, nextAt });
};

/** Notes the day of the first order that is known of. */
export const planAnniversary = async (
  { queries, store, customer, now }: Customer,
  orderedAt: Date,
  whereabouts: Whereabouts,
): Promise<void> => {
  const zone = zoneOf(whereabouts, store);
  const known = (await readOccasions(queries, customer)).find(({ kind }) => kind === 'first-order');
  // What was ordered before days were kept counts too.
  const first = known ? orderedAt : ((await firstOrderAt(queries, customer)) ?? orderedAt);
  const date = civilDate(first.getTime(), zone);
  if (known && `${known.since}-${known.day}` <= date) return;
  const row = { day: date.slice(5), since: Number(date.slice(0, 4)), told: known?.told ?? null };
  const nextAt = nextTelling(row, { now: now.getTime(), zone });
  await writeOccasion(queries, { customerId: customer, storeId: store.id, kind: 'first-order', ...row, nextAt });
};

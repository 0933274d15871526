import { eq } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';
import type { Queries } from '../client.ts';
import { stores } from '../schema/index.ts';

/** The store's calendar, held until the transaction ends. */
export const holdCalendar = async (queries: Queries, store: StoreId): Promise<SeasonCalendar> =>
  (
    await queries.select({ calendar: stores.calendar }).from(stores).where(eq(stores.id, store)).for('no key update')
  )[0]!.calendar;

export const writeCalendar = async (queries: Queries, store: StoreId, calendar: SeasonCalendar): Promise<void> => {
  await queries.update(stores).set({ calendar }).where(eq(stores.id, store));
};

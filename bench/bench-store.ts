import type { stores } from '../db/schema/index.ts';
import type { StoreId } from '../domain/ids.ts';

/** The row of a shop that only a bench uses. */
export const benchStore = (id: StoreId): typeof stores.$inferInsert => ({
  id,
  name: 'Bench',
  url: 'https://shop.example',
  locale: 'en',
  timezone: 'Europe/Paris',
  currency: 'EUR',
  sender: 'Bench <bench@shop.example>',
  createdAt: new Date(),
});

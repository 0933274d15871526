import { randomUUID } from 'node:crypto';
import { hashApiKey, hintOf } from '../../api/access/key-text.ts';
import type { Queries } from '../../db/client.ts';
import { apiKeys, policyVersions, stores } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { defaultOffers, type OfferPolicy } from '../../domain/policy/offers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';

/** France's summer sales of 2024, which fall into the months that the demo plays; the first day is the busiest. */
const calendar: SeasonCalendar = [
  { from: '2024-06-26T06:00:00.000Z', to: '2024-06-27T06:00:00.000Z', mode: 'dday' },
  { from: '2024-06-27T06:00:00.000Z', to: '2024-07-23T22:00:00.000Z', mode: 'event' },
];

/** Ten percent for baskets of 150 EUR and more, and for customers who never ordered; a code for each of them. */
const cartTen: OfferPolicy = {
  gives: { kind: 'percent', percent: 10 },
  to: [{ basketFrom: 150_00 }, { firstOrder: true }],
  codes: { from: 'generated', prefix: 'CART10-' },
  validity: { for: '7 days', ends: 'day' },
  otherwise: 'without',
  whenEmpty: 'without',
  afterChange: 'keep',
  afterReturn: 'spent',
};

/** Writes the demo shop and its key, where they are missing; the shop's address may change at each start. */
export const seedDemoShop = async (
  db: Queries,
  shop: { readonly url: string; readonly key: string; readonly now: Instant },
): Promise<void> => {
  const createdAt = new Date(shop.now);
  const storeId = 'demo' as StoreId;
  await db
    .insert(stores)
    .values({
      id: storeId,
      name: 'Demo shop',
      url: shop.url,
      locale: 'fr',
      timezone: 'Europe/Paris',
      currency: 'EUR',
      sender: 'Demo shop <hello@demo-shop.example>',
      calendar,
      createdAt,
    })
    .onConflictDoUpdate({ target: stores.id, set: { url: shop.url } });
  await db
    .insert(policyVersions)
    .values({
      id: randomUUID(),
      storeId,
      section: 'offers',
      version: 1,
      body: { ...defaultOffers, byId: { cartTen } },
      effectiveAt: createdAt,
      savedBy: 'command:start',
      savedAt: createdAt,
    })
    .onConflictDoNothing();
  await db
    .insert(apiKeys)
    .values({
      id: randomUUID(),
      storeId,
      name: 'demo store',
      hash: hashApiKey(shop.key),
      hint: hintOf(shop.key),
      createdAt,
    })
    .onConflictDoNothing();
};

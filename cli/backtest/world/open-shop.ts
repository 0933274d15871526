import type { Database } from '../../../db/client.ts';
import { policyVersions, sendingModes } from '../../../db/schema/index.ts';
import { insertStore, readStore, type StoreRow } from '../../../db/shop/stores.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { Policy, PolicySection } from '../../../domain/policy/policy.ts';
import type { SeasonCalendar } from '../../../domain/time/season.ts';
import type { Locale } from '../../../domain/templates.ts';
import { derivedUuid } from './derived-ids.ts';

/** The shop whose past is played. */
export interface Shop {
  readonly id: StoreId;
  readonly timezone: string;
  readonly currency: string;
  readonly locale: Locale;
  readonly calendar?: SeasonCalendar;
  readonly policy: Partial<Policy>;
}

const by = 'command:backtest';
/** Before any event that intake accepts. */
const always = new Date(0);

/** Writes the shop, its policy and which journeys are on, as they hold from the beginning of time. */
export const openShop = async (db: Database, shop: Shop, on: readonly JourneySpec[]): Promise<StoreRow> => {
  const { policy, calendar = [], ...row } = shop;
  await insertStore(db, {
    ...row,
    name: 'Backtest',
    url: 'https://shop.example',
    sender: 'Shop <hello@shop.example>',
    calendar,
    createdAt: always,
  });
  const sections = Object.entries(policy) as [PolicySection, Policy[PolicySection]][];
  for (const [section, body] of sections) {
    await db.insert(policyVersions).values({
      id: derivedUuid('policy', section),
      storeId: shop.id,
      section,
      version: 1,
      body,
      effectiveAt: always,
      savedBy: by,
      savedAt: always,
    });
  }
  for (const { name: journey } of on) {
    await db.insert(sendingModes).values({
      id: derivedUuid('mode', journey),
      storeId: shop.id,
      journey,
      mode: 'on',
      since: always,
      setBy: by,
      why: 'backtest',
    });
  }
  return (await readStore(db, shop.id))!;
};

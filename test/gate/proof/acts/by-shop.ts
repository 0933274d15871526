import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { messageId } from '../../../../db/ids.ts';
import { recordDelivery } from '../../../../db/ledger/ledger.ts';
import { messages, policyVersions } from '../../../../db/schema/index.ts';
import { store } from '../../world.ts';
import { policyOf } from '../play/policy.ts';
import type { Of } from './by-customer.ts';
import { change, type Done, nothing, type Stage, tell } from './stage.ts';

export const changeStock = async (stage: Stage, { product, stock }: Of<'stock'>): Promise<Done> => {
  await tell(stage, 'product.stock_changed', { productId: product, stock });
  return { changes: [change(stage.history.stock[product], { units: stock, toldAt: stage.clock.now() })] };
};

export const changePrice = async (stage: Stage, { product, price }: Of<'price'>): Promise<Done> => {
  await tell(stage, 'product.price_changed', { productId: product, price: { amount: price, currency: 'EUR' } });
  return { changes: [change(stage.history.price[product], price)] };
};

/** Another version of the caps, in force at once. */
export const changeCaps = async ({ db, clock, story, history }: Stage, { atMost }: Of<'cap'>): Promise<Done> => {
  const { caps } = policyOf({ ...story.house, caps: story.house.caps.map((cap) => ({ ...cap, atMost })) });
  const before = await db.select().from(policyVersions).where(eq(policyVersions.section, 'caps'));
  const now = new Date(clock.now());
  await db.insert(policyVersions).values({
    id: randomUUID(),
    storeId: store,
    section: 'caps',
    version: before.length + 1,
    body: caps!,
    effectiveAt: now,
    savedBy: 'test',
    savedAt: now,
  });
  return { changes: [change(history.cap, atMost)] };
};

/** The provider tells that a message came back. */
export const bounce = async ({ db, clock, history, accepted }: Stage, { nth }: Of<'bounce'>): Promise<Done> => {
  const key = accepted()[nth];
  if (key === undefined || history.bounced.some((one) => one.key === key)) return nothing;
  const at = clock.now();
  const [row] = await db
    .select()
    .from(messages)
    .where(eq(messages.id, messageId(key)));
  // The gate may not have heard of the acceptance yet: then nobody can tell what came back.
  if (!row?.providerId) return nothing;
  await recordDelivery(db, row.id, { state: 'bounced', providerId: row.providerId, at: new Date(at) });
  return { changes: [() => void history.bounced.push({ key, at })] };
};

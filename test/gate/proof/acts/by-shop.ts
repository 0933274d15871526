import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { cancelCampaign } from '../../../../api/season/change-campaign.ts';
import { messageId } from '../../../../db/ids.ts';
import { recordDelivery } from '../../../../db/ledger/told-later.ts';
import { messages, policyVersions } from '../../../../db/schema/index.ts';
import { noon, store } from '../../world.ts';
import { campaignOf } from '../history/history.ts';
import { latest } from '../history/timeline.ts';
import { campaignName, planCampaign } from '../play/plant-told.ts';
import { policyOf } from '../play/policy.ts';
import type { Of } from './by-customer.ts';
import { change, type Done, nothing, type Stage, tell } from './stage.ts';

export const changeStock = async (stage: Stage, { product, stock }: Of<'stock'>): Promise<Done> => {
  await tell(stage, 'product.stock_changed', { productId: product, stock });
  return { changes: [change(stage.history.stock[product], { units: stock, toldAt: stage.clock.now() })] };
};

export const changePrice = async (stage: Stage, { product, price }: Of<'price'>): Promise<Done> => {
  await tell(stage, 'product.price_changed', { productId: product, price: { amount: price, currency: 'EUR' } });
  const known = latest(stage.history.price[product]);
  return { changes: [change(stage.history.price[product], [...known, { amount: price, at: stage.clock.now() }])] };
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

const by = ({ clock }: Stage) => ({ at: clock.now(), actor: 'command:test', why: 'a test' }) as const;

export const moveCampaign = async (stage: Stage, { opens }: Of<'moveCampaign'>): Promise<Done> => {
  const { db, history, story } = stage;
  const saving = await planCampaign(db, opens, story.house, by(stage));
  // One that was called off, or would be over already, stays as it is.
  if (saving.outcome !== 'saved') return nothing;
  return { changes: [change(history.campaign, campaignOf(opens, story.house, noon))] };
};

export const callOff = async (stage: Stage): Promise<Done> => {
  const { db, history } = stage;
  await cancelCampaign(db, store, campaignName, by(stage));
  return { changes: [change(history.campaign, { ...latest(history.campaign), calledOff: true })] };
};

import type { Database } from '../../../../db/client.ts';
import { alertId, productId } from '../../../../db/ids.ts';
import { readCampaign } from '../../../../db/season/campaigns.ts';
import { productAlerts, productPrices } from '../../../../db/schema/index.ts';
import { readStore } from '../../../../db/shop/stores.ts';
import { type CampaignSaving, saveCampaign, type SeasonActor } from '../../../../api/season/save-campaign.ts';
import { alertKinds, type AlertKind } from '../../../../domain/alerts/alert.ts';
import type { AlertId, CampaignId } from '../../../../domain/ids.ts';
import { campaignPaths } from '../../../../domain/season/paths.ts';
import { toInstant } from '../../../../domain/time/instant.ts';
import { hour, noon, store } from '../../world.ts';
import { firstPrice } from '../history/history.ts';
import { type House, type ProductName, productNames } from '../story/story.ts';

/** Before a story, and after everything that was. */
const toldAt = new Date(noon - 2 * hour);

/** The alert of a product that was told before a story: whether it is true is for the gate to say. */
export const alertOf = (product: ProductName, kind: AlertKind): AlertId =>
  alertId(store, productId(store, product), kind, toldAt);

/** What happened to products, and since when their prices are known. */
export const plantAlerts = async (db: Database, { pricesKnown }: House): Promise<void> => {
  const about = productNames.map((name) => ({ name, own: { storeId: store, productId: productId(store, name) } }));
  const since = { at: new Date(noon - pricesKnown * 24 * hour), price: firstPrice, currency: 'EUR' };
  await db.insert(productPrices).values(about.map(({ own }) => ({ ...own, ...since })));
  const told = { at: toldAt, state: 'told', place: { part: 'others' }, notBefore: toldAt, closedAt: toldAt } as const;
  await db
    .insert(productAlerts)
    .values(
      about.flatMap(({ name, own }) => alertKinds.map((kind) => ({ ...own, ...told, kind, id: alertOf(name, kind) }))),
    );
};

export const campaignName = 'summer';

/** As clocks in Paris show it in June, so many hours after noon in UTC. */
const inParis = (hours: number): string => toInstant(noon + (hours + 2) * hour).slice(0, 16);

/** Saves the shop's campaign with another opening, by the product's own door. */
export const planCampaign = async (
  db: Database,
  opens: number,
  { campaign: { lasts } }: House,
  by: SeasonActor,
): Promise<CampaignSaving> => {
  const known = await readCampaign(db, store, campaignName);
  const plan = {
    kind: 'sales',
    label: { fr: 'Soldes d’été', en: 'Summer sale' },
    opens: inParis(opens),
    ends: inParis(opens + lasts),
    hours: [],
    moments: {},
    paths: campaignPaths,
    spread: '1 hour',
  } as const;
  const shop = (await readStore(db, store))!;
  return saveCampaign(db, shop, { name: campaignName, plan, basedOn: known?.version ?? 0 }, by);
};

/** The campaign as a story begins. */
export const plantCampaign = async (db: Database, house: House): Promise<CampaignId> => {
  const by = { at: noon - 24 * hour, actor: 'command:test', why: 'a test' } as const;
  const saving = await planCampaign(db, house.campaign.opens, house, by);
  if (saving.outcome !== 'saved') throw new Error(`the campaign was ${saving.outcome}`);
  return saving.campaign.id;
};

import { alertId, interestId, orderId, productId } from '../../db/ids.ts';
import type { DerivedEventIds, DerivedEventType } from '../../domain/events.ts';
import type { CampaignId, StoreId } from '../../domain/ids.ts';
import { campaignPaths } from '../../domain/season/paths.ts';

/** Whose the samples are: nobody's. */
export const sampleStore = 'sample' as StoreId;

const sampleOrder = orderId(sampleStore, 'order-1');
const sampleProduct = productId(sampleStore, 'sku-1');

const sampleAlert = {
  productId: sampleProduct,
  alertId: alertId(sampleStore, sampleProduct, 'back-in-stock', new Date(0)),
  interest: 'wished',
} as const;

/**
 * What each event brings that no store posts, and that no catalogue describes: an order of something that lasts 30 days,
 * several looks at it. Journeys are drawn and tried out with them.
 */
export const derivedSamples: { readonly [Type in DerivedEventType]: DerivedEventIds[Type] } = {
  'customer.bought': { orderId: sampleOrder, place: 'web', quietDays: '90', deliveryDays: '6', discounted: 'no' },
  'product.bought': { orderId: sampleOrder, productId: sampleProduct, lastsDays: '30' },
  'campaign.entered': {
    campaignId: '5a000000-0000-4000-8000-000000000001' as CampaignId,
    kind: 'sales',
    path: campaignPaths[0],
  },
  'score.entered': { watch: 'at-risk' },
  'score.left': { watch: 'at-risk' },
  'segment.entered': { segment: 'high-intent' },
  'segment.left': { segment: 'high-intent' },
  'product.back_in_stock': sampleAlert,
  'product.low_in_stock': sampleAlert,
  'product.price_dropped': sampleAlert,
  'product.taken': { productId: sampleProduct },
  'intent.shown': { signal: 'visits', productId: sampleProduct },
  'category.bought': { orderId: sampleOrder, productId: sampleProduct },
  'birthday.near': { inHours: '168' },
  'birthday.changed': {},
  'anniversary.near': { inHours: '168' },
  'loyalty.standing': { standing: 'saver' },
  'customer.satisfied': {},
  'interest.declared': { interestId: interestId(sampleStore, 'shoes') },
};

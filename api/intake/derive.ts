import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import { readLearntGaps, readPurchasesOf } from '../../db/scoring/learnt-gaps.ts';
import { readKnownProducts, readPurchases } from '../../db/shop/purchases.ts';
import { readUsualPrices } from '../../db/shop/usual-prices.ts';
import { readModes } from '../../db/switches/modes.ts';
import type { DerivedEventIds, DerivedEventType } from '../../domain/events.ts';
import type { CustomerId, OrderId, ProductId, StoreId } from '../../domain/ids.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { OrderPlace } from '../../domain/order-place.ts';
import { assumed } from '../../domain/policy/shop.ts';
import { leadingLine } from '../../domain/policy/cross-sell.ts';
import { quietDays } from '../../domain/purchases/quiet-days.ts';
import { type EstimateRenewal, estimateRenewal, type Renewal, renewalOf } from '../../domain/purchases/renewal.ts';
import { isReduced } from '../../domain/scores/signals/price-sensitivity.ts';
import { durationMillis } from '../../domain/time/duration.ts';

/** One event that follows from another. */
export type Derived = {
  [Type in DerivedEventType]: { readonly type: Type; readonly ids: DerivedEventIds[Type] };
}[DerivedEventType];

/** Whether a journey begins or ends with it. */
export const isHeardOf = (specs: readonly JourneySpec[], type: DerivedEventType): boolean =>
  specs.some((spec) => triggersOf(spec).includes(type) || spec.exitOn.some(({ name }) => name === type));

/** The journeys that begin with one of these. */
export const startedBy = (specs: readonly JourneySpec[], types: readonly DerivedEventType[]): readonly JourneySpec[] =>
  specs.filter((spec) => triggersOf(spec).some((type) => (types as readonly string[]).includes(type)));

/** Those of these journeys that are on in the store. */
const awakeOf = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  store: StoreId,
): Promise<readonly JourneySpec[]> => {
  const modes = await readModes(queries, store);
  return specs.filter(
    ({ name, begins = 'on' }) => (modes.find(({ journey }) => journey === name)?.mode ?? begins) !== 'off',
  );
};

/** Whether one of these journeys is on in the store. */
export const isAnyAwake = async (queries: Queries, specs: readonly JourneySpec[], store: StoreId): Promise<boolean> =>
  (await awakeOf(queries, specs, store)).length > 0;

/** What lasts a shorter time is bought again before a reminder could be of use, in days. */
const shortest = 10;

const day = 86_400_000;

/**
 * What a new order means to journeys, with what its store tells of itself: how long until the customer is away for longer
 * than is usual for them, when the parcel should come, how long each product that is used up will last, and of which
 * category something follows. Nothing, and for one statement, where no journey that is on begins with it.
 */
export const deriveFromOrder = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  about: {
    readonly store: StoreId;
    readonly customer: CustomerId;
    readonly order: OrderId;
    readonly place: OrderPlace;
    readonly now: Date;
  },
  lines: readonly { readonly productId: ProductId; readonly quantity: number; readonly unitPrice: number }[],
  estimate: EstimateRenewal = estimateRenewal,
): Promise<readonly Derived[]> => {
  const { store, customer, order: orderId, place, now } = about;
  const concerned = startedBy(specs, ['customer.bought', 'product.bought', 'category.bought']);
  const awake = concerned.length === 0 ? [] : await awakeOf(queries, concerned, store);
  if (awake.length === 0) return [];

  const ids = [...new Set(lines.map(({ productId }) => productId))];
  const [shop, crossSell, purchases, known, learnt, days] = await Promise.all([
    readSection(queries, store, 'shop', now),
    readSection(queries, store, 'crossSell', now),
    readPurchases(queries, customer),
    readKnownProducts(queries, ids),
    readLearntGaps(queries, store, ids),
    readPurchasesOf(queries, customer, ids),
  ]);
  const daysOf = (length: 'salesCycle' | 'deliveryTime') => durationMillis(shop[length] ?? assumed[length]) / day;
  const leading = leadingLine(
    lines.map(({ productId, quantity, unitPrice }) => ({
      productId,
      category: known.get(productId)?.category ?? null,
      amount: quantity * unitPrice,
    })),
    crossSell,
  );
  const goesByDiscounts = awake.some(({ entry }) => entry?.where?.['discounted'] !== undefined);
  const discounted = goesByDiscounts && (await boughtDiscounted(queries, purchases, now));
  const ordersAt = purchases.map(({ placedAt }) => placedAt.getTime());
  return [
    {
      type: 'customer.bought',
      ids: {
        orderId,
        place,
        quietDays: String(quietDays(ordersAt, daysOf('salesCycle'))),
        deliveryDays: String(daysOf('deliveryTime')),
        ...(goesByDiscounts && { discounted: discounted ? 'yes' : 'no' }),
      },
    },
    ...(leading ? [{ type: 'category.bought' as const, ids: { orderId, productId: leading.productId } }] : []),
    ...ids.flatMap((productId): Derived[] => {
      const unitsIn = (some: typeof lines) =>
        some.filter((line) => line.productId === productId).reduce((sum, { quantity }) => sum + quantity, 0);
      const usage = {
        usualDays: known.get(productId)?.usualDays ?? undefined,
        quantity: unitsIn(lines),
        purchases: purchases.flatMap((one) => {
          const quantity = unitsIn(one.lines);
          return quantity > 0 ? [{ at: one.placedAt.getTime(), quantity }] : [];
        }),
      };
      const renewal = renewalOf(usage, days.get(productId) ?? [], learnt?.(productId), estimate);
      return renewal === undefined || renewal.days < shortest
        ? []
        : [{ type: 'product.bought', ids: { orderId, productId, ...idsOf(renewal) } }];
    }),
  ];
};

/** As long as sales last: what was bought reduced in them counts until they are over, whatever was bought since. */
const discountsWithin = 60 * day;

/** Whether something that a customer bought lately was sold below its usual price: told by the shop, else by what it cost before. */
const boughtDiscounted = async (
  queries: Queries,
  purchases: Awaited<ReturnType<typeof readPurchases>>,
  now: Date,
): Promise<boolean> => {
  const lines = purchases
    .filter(({ placedAt }) => placedAt.getTime() > now.getTime() - discountsWithin)
    .flatMap(({ placedAt: at, currency, lines }) => lines.map((line) => ({ ...line, at, currency })));
  if (lines.some(({ discounted }) => discounted)) return true;
  const untold = lines.filter(({ discounted }) => discounted === undefined);
  const usual = await readUsualPrices(queries, untold);
  return untold.some(({ unitPrice }, index) => isReduced(unitPrice, usual[index]));
};

/** In digits, as journeys know it: how long it lasts, by what, and how many gaps say so. */
const idsOf = ({ days, by, ownGaps, allGaps, model }: Renewal) => ({
  lastsDays: String(days),
  by,
  ownGaps: String(ownGaps),
  allGaps: String(allGaps),
  ...(model !== undefined && { model: String(model) }),
});

import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import { dayNumber, dayText } from '../../db/scoring/days.ts';
import { readLearntGaps, readPurchasesOf } from '../../db/scoring/learnt-gaps.ts';
import { type BoughtProduct, readBoughtProducts } from '../../db/scoring/renewals.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { civilTime, dayMillis } from '../../domain/civil/day.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { assumed } from '../../domain/policy/shop.ts';
import { learntGap, type LearntGaps, type PurchasesOfProduct } from '../../domain/purchases/learnt-gaps.ts';
import { nextPurchase } from '../../domain/purchases/next-purchase.ts';
import { estimateRenewal } from '../../domain/purchases/renewal.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { storeOf } from '../access/access.ts';
import { namedCustomer } from '../read/customer.ts';

interface RenewalsDeps {
  readonly db: Queries;
  readonly clock: Clock;
}

/** Products that are answered for: those bought last. */
const newest = 50;

/**
 * `GET /v1/customers/:customerId/renewals`: when a customer will need again what is used up, product by product, with the
 * day for a reminder and the gaps that say so. By the rules, which give a day and no interval, while the store has no model.
 */
export const getCustomerRenewals =
  (deps: RenewalsDeps): RequestHandler =>
  async (request, response) => {
    const customer = await namedCustomer(deps.db, request, response);
    response.json(await readRenewalsView(deps, storeOf(response), customer));
  };

/** The answer for one customer of a store, as programs and pages show it. */
export const readRenewalsView = async ({ db, clock }: RenewalsDeps, store: StoreRow, customer: CustomerId) => {
  const now = clock.now();
  const [shop, bought] = await Promise.all([
    readSection(db, store.id, 'shop', new Date(now)),
    readBoughtProducts(db, customer, newest),
  ]);
  const ids = bought.map(({ id }) => id);
  const [learnt, days] = await Promise.all([readLearntGaps(db, store.id, ids), readPurchasesOf(db, customer, ids)]);
  const today = civilTime(now, store.timezone).day / dayMillis;
  const leadDays = Math.ceil(durationMillis(shop.deliveryTime ?? assumed.deliveryTime) / dayMillis);
  return {
    customer,
    today: dayText(today),
    leadDays,
    renewals: bought.flatMap((one) => {
      const renewal = renewalView(one, days.get(one.id) ?? [], learnt?.(one.id), { today, leadDays });
      return renewal ? [renewal] : [];
    }),
  };
};

export type RenewalsView = Awaited<ReturnType<typeof readRenewalsView>>;

const renewalView = (
  { externalId, title, usualDays, lastDay, units }: BoughtProduct,
  days: readonly PurchasesOfProduct[],
  learnt: LearntGaps | undefined,
  at: { readonly today: number; readonly leadDays: number },
) => {
  const known = { product: externalId, title, lastDay, units };
  const last = { day: dayNumber(lastDay), units };
  const gap = learnt && learntGap(learnt, usualDays ?? undefined, days);
  if (gap) {
    const { day, from, to, remindOn, overdue, evidence } = nextPurchase(gap, last, at);
    return {
      ...known,
      by: 'model' as const,
      model: { kind: 'products', version: learnt.version },
      day: dayText(Math.round(day)),
      from: dayText(Math.floor(from)),
      to: dayText(Math.ceil(to)),
      remindOn: dayText(remindOn),
      overdue,
      evidence,
    };
  }
  if (usualDays === null) return undefined;
  const purchases = days.map(({ day, units: quantity }) => ({ at: day * dayMillis, quantity }));
  const day = last.day + estimateRenewal({ usualDays, quantity: units, purchases });
  return {
    ...known,
    by: 'rules' as const,
    model: null,
    day: dayText(day),
    from: null,
    to: null,
    remindOn: dayText(Math.max(at.today, day - at.leadDays)),
    overdue: at.today > day,
    evidence: { own: Math.max(0, days.length - 1), all: 0 },
  };
};

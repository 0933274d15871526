import { closeAlert, moveAlert, takeAlert, type AlertRow } from '../../db/alerts/alerts.ts';
import { noteTold, readInterested, readPage } from '../../db/alerts/interested.ts';
import { readPrices } from '../../db/alerts/prices.ts';
import type { Database, Queries } from '../../db/client.ts';
import { lockCustomers } from '../../db/customers/customers.ts';
import { eventUuid } from '../../db/ids.ts';
import { readSection } from '../../db/policies/section.ts';
import { readProduct } from '../../db/shop/products.ts';
import { readStore, type StoreRow } from '../../db/shop/stores.ts';
import { alertEvents } from '../../domain/alerts/alert.ts';
import { concernOf } from '../../domain/alerts/concerns.ts';
import { paceOf } from '../../domain/alerts/pace.ts';
import { priorPrice } from '../../domain/alerts/prior-price.ts';
import { alertFlaw } from '../../domain/alerts/stands.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { InterestWay } from '../../domain/alerts/alert.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { carryOut } from '../intake/carry-out.ts';
import { isAnyAwake, startedBy } from '../intake/derive.ts';
import { readFacts } from '../intake/facts.ts';
import { drawnIds, type Mint } from '../intake/mint.ts';
import { route } from '../route/route.ts';
import { oldestAlert } from './open-alerts.ts';

export interface TellDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
  readonly mint?: Mint;
}

/** What became of one batch: how many customers a run began for. */
export interface Told {
  readonly told: number;
}

/**
 * Tells the next customers of one alert, in one short transaction: each of them is locked, and a run begins as after any
 * other event. The place up to which they were told moves in the same transaction, so that nobody is told twice or left
 * out, whatever dies in between. What is not true any more is told nobody else.
 *
 * @returns undefined when no alert is due.
 */
export const tellBatch = async (deps: TellDeps): Promise<Told | undefined> =>
  deps.db.transaction(async (queries) => {
    const now = new Date(deps.clock.now());
    const alert = await takeAlert(queries, now);
    if (!alert) return undefined;
    const { storeId, productId, kind } = alert;
    const concerned = startedBy(deps.specs, [alertEvents[kind]]);
    const [store, product, policy, prices, awake] = await Promise.all([
      readStore(queries, storeId),
      readProduct(queries, productId),
      readSection(queries, storeId, 'alerts', now),
      kind === 'price-drop' ? readPrices(queries, productId) : [],
      isAnyAwake(queries, concerned, storeId),
    ]);
    const isOver = !product || alertFlaw(kind, product, policy, priorPrice(prices)) !== undefined;
    if (!store || isOver || !awake || now.getTime() - alert.at.getTime() > oldestAlert) {
      await closeAlert(queries, alert, { state: 'over', told: 0, at: now });
      return { told: 0 };
    }
    const pace = paceOf(policy, product.stock);
    const page = await readPage(queries, alert, alert.place, pace.batch);
    const locked = page.customers.length > 0 ? await lockCustomers(queries, page.customers) : [];
    const theirs = locked.filter(({ mergedInto, erasedAt }) => mergedInto === null && erasedAt === null);
    const interested = await readInterested(
      queries,
      productId,
      theirs.map(({ id }) => id),
    );
    const whom = interested.flatMap((interest) => {
      const occasion = { kind, at: alert.at.getTime(), now: now.getTime() };
      const way = concernOf(interest, product, occasion, policy);
      return way ? [{ customer: interest.customer, way }] : [];
    });
    const begun = await Promise.all(
      whom.map(async (one) => ((await begin(queries, deps, { store, alert, now }, one)) ? [one.customer] : [])),
    );
    const told = begun.flat();
    await noteTold(queries, alert, told, now);
    if (!page.next) await closeAlert(queries, alert, { state: 'told', told: told.length, at: now });
    else {
      // Who was only looked through costs nobody anything.
      const notBefore = new Date(now.getTime() + Math.ceil((pace.pause * told.length) / pace.batch));
      await moveAlert(queries, alert, { place: page.next, notBefore, told: told.length });
    }
    return { told: told.length };
  });

interface Occasion {
  readonly store: StoreRow;
  readonly alert: AlertRow;
  readonly now: Date;
}

/** Begins what the alert means for one customer, who is locked; false when it means nothing for them now. */
const begin = async (
  queries: Queries,
  { specs, mint = drawnIds }: TellDeps,
  { store, alert, now }: Occasion,
  { customer, way }: { readonly customer: CustomerId; readonly way: InterestWay },
): Promise<boolean> => {
  const { id: alertId, productId, kind } = alert;
  const customers = { owner: customer, matched: [customer], also: [], visitors: [] };
  const ids = { productId, alertId, interest: way };
  const routed = { type: alertEvents[kind], ids, at: alert.at.getTime(), customer };
  const known = { now: now.getTime(), calendar: store.calendar, outdated: false, ordered: false };
  const facts = await readFacts(queries, store.id, specs, routed, customers, known);
  const { decisions } = route(routed, specs, facts);
  const eventId = eventUuid(store.id, `alert/${alertId}/${customer}`);
  const occasion = { specs, store, customer, routed, eventId, now: now.getTime(), live: facts.live, mint };
  for (const send of carryOut(queries, occasion, decisions)) await send();
  return decisions.some((decision) => decision.kind === 'start');
};

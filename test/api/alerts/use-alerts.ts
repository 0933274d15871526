import { asc, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect } from 'vitest';
import { tellBatch } from '../../../api/alerts/tell-batch.ts';
import { specs } from '../../../api/specs.ts';
import { productId } from '../../../db/ids.ts';
import { customerAliases, productAlerts, runs } from '../../../db/schema/index.ts';
import { replaceMode } from '../../../db/switches/modes.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { type AlertsPolicy, defaultAlerts } from '../../../domain/policy/alerts.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { noon, store, useIntake } from '../intake-server.ts';
import { told } from '../told.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const euros = (amount: number) => ({ amount: amount * 100, currency: 'EUR' });
export const person = (name: string) => ({ id: name, email: `${name}@shop.example` });

/** A shop whose journeys of alerts are on, with what its customers do and what its products become. */
export const useAlerts = () => {
  const intake = useIntake(specs);

  const switchTo = async (mode: 'on' | 'off', ...journeys: readonly string[]) => {
    for (const journey of journeys) {
      await replaceMode(intake.db, { store, journey, mode, at: new Date(noon), by: 'command:test', why: 'test' });
    }
  };
  const policyOf = async (alerts: Partial<AlertsPolicy>) => {
    await plantPolicy(intake.db, store, { alerts: { ...defaultAlerts, ...alerts } });
  };

  beforeAll(async () => switchTo('on', 'backInStock', 'lowStock', 'priceDrop'));
  beforeEach(() => intake.clock.set(noon));

  let events = 0;
  const product = async (id: string, type: string, data: object): Promise<void> => {
    const { body } = await intake.post({
      id: `product-${(events += 1)}`,
      type,
      occurredAt: new Date(intake.clock.now()).toISOString(),
      data: { productId: id, ...data },
    });
    expect(body.events[0]).toMatchObject({ fate: 'applied' });
  };
  /** A product that was made 60 days ago. */
  const sells = async (id: string, stock: number, price = 100): Promise<void> => {
    intake.clock.set(noon - 60 * day);
    await product(id, 'product.upserted', { title: id, category: 'home', price: euros(price), stock });
    intake.clock.set(noon);
  };
  const stock = async (id: string, units: number) => product(id, 'product.stock_changed', { stock: units });
  const price = async (id: string, amount: number) => product(id, 'product.price_changed', { price: euros(amount) });

  const minutesNow = () => (intake.clock.now() - noon) / minute;
  const does = async (name: string, type: string, data: object): Promise<void> =>
    void (await intake.post(told(type, person(name), data, minutesNow())));

  /** Tells everybody who is due, and those after them, as the process does. */
  const tellAll = async (until = noon + 3 * day): Promise<number> => {
    let count = 0;
    for (;;) {
      const batch = await tellBatch({ db: intake.db, clock: intake.clock, specs });
      count += batch?.told ?? 0;
      if (batch) continue;
      const [next] = await intake.db
        .select({ at: productAlerts.notBefore })
        .from(productAlerts)
        .where(eq(productAlerts.state, 'open'))
        .orderBy(asc(productAlerts.notBefore))
        .limit(1);
      if (!next || next.at.getTime() > until) return count;
      intake.clock.set(next.at.getTime());
    }
  };

  const idOf = async (name: string): Promise<CustomerId> =>
    (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name)))[0]!.customerId;
  /** As once their messages are sent. */
  const closeRuns = async () =>
    intake.db.update(runs).set({ state: 'closed', closedAt: new Date(intake.clock.now()), outcome: 'completed' });
  /** The runs of a customer as `journey interest → exit`. */
  const runsOf = async (name: string): Promise<readonly string[]> => {
    const rows = await intake.db
      .select()
      .from(runs)
      .where(eq(runs.customerId, await idOf(name)))
      .orderBy(asc(runs.startedAt), asc(runs.journey));
    return rows.map(({ journey, event, exitEvent }) =>
      [journey, (event as Record<string, string>)['interest'], exitEvent].filter(Boolean).join(' '),
    );
  };
  const alertsOf = async (id: string) =>
    intake.db
      .select({ kind: productAlerts.kind, state: productAlerts.state, told: productAlerts.told })
      .from(productAlerts)
      .where(eq(productAlerts.productId, productId(store, id)))
      .orderBy(asc(productAlerts.at));

  return {
    intake,
    switchTo,
    policyOf,
    product,
    sells,
    stock,
    price,
    minutesNow,
    does,
    tellAll,
    idOf,
    closeRuns,
    runsOf,
    alertsOf,
  };
};

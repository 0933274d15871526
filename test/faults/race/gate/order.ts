import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { readEvent } from '../../../../api/events/read-event.ts';
import { acceptEvent } from '../../../../api/intake/accept.ts';
import { specs } from '../../../../api/specs.ts';
import type { Database } from '../../../../db/client.ts';
import { orderId } from '../../../../db/ids.ts';
import { insertOutbox } from '../../../../db/road/outbox.ts';
import { exitRuns } from '../../../../db/road/runs.ts';
import { customers, orders, purchases } from '../../../../db/schema/index.ts';
import { readStore, type StoreRow } from '../../../../db/shop/stores.ts';
import { systemClock } from '../../../../domain/time/clock.ts';
import { store } from '../../../gate/world.ts';
import type { Turn } from './message.ts';

let shop: StoreRow | undefined;

/** An order through the product's own intake. */
export const orderByIntake = async (db: Database, { email }: Turn['person']): Promise<void> => {
  shop ??= (await readStore(db, store))!;
  const body = {
    id: randomUUID(),
    type: 'order.placed',
    occurredAt: new Date().toISOString(),
    customer: { email },
    data: { orderId: randomUUID(), lines: [], total: { amount: 2_500, currency: 'EUR' } },
  };
  const reading = readEvent(body, Date.now());
  if (!reading.ok) throw new Error(JSON.stringify(reading.flaws));
  const { fate } = await acceptEvent({ db, clock: systemClock(), specs }, shop, reading.received);
  if (fate.fate !== 'applied') throw new Error(`an order was ${fate.fate}`);
};

/** The intake's locks in their order and the writes that concern the gate: the customer alone first, then the facts. */
export const orderBySql = async (db: Database, { customer, run }: Turn['person']): Promise<void> => {
  const at = new Date();
  const externalId = randomUUID();
  const id = orderId(store, externalId);
  await db.transaction(async (queries) => {
    await queries.select({ id: customers.id }).from(customers).where(eq(customers.id, customer)).for('update');
    const order = { storeId: store, customerId: customer, lines: [], total: 2_500, currency: 'EUR' } as const;
    await Promise.all([
      queries.insert(orders).values({ ...order, id, externalId, state: 'placed', placedAt: at, updatedAt: at }),
      queries.insert(purchases).values({ customerId: customer, orderId: id, placedAt: at }),
      exitRuns(queries, [run], { event: 'order.placed', at }),
      insertOutbox(queries, [
        { storeId: store, customerId: customer, runId: run, kind: 'exit', signal: null, notBefore: at },
      ]),
    ]);
  });
};

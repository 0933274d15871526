import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { tellBatch } from '../../../api/alerts/tell-batch.ts';
import { specs } from '../../../api/specs.ts';
import type { Database, Queries } from '../../../db/client.ts';
import { lockCustomers } from '../../../db/customers/customers.ts';
import { productId } from '../../../db/ids.ts';
import { customerAliases, customers, interests, outbox, productAlerts, runs } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { noon, store } from '../intake-server.ts';
import { day, hour, useAlerts } from './use-alerts.ts';

const { intake, policyOf, sells, stock, tellAll, alertsOf } = useAlerts();

/** Many customers with one wish each. */
const wishers = async (count: number, of: string): Promise<readonly CustomerId[]> => {
  const ids = Array.from({ length: count }, () => randomUUID() as CustomerId);
  const at = new Date(noon - day);
  await intake.db.insert(customers).values(ids.map((id) => ({ id, storeId: store, createdAt: at })));
  await intake.db
    .insert(customerAliases)
    .values(ids.map((id) => ({ storeId: store, kind: 'email' as const, value: `${id}@many.example`, customerId: id })));
  await intake.db.insert(interests).values(
    ids.map((id) => ({
      customerId: id,
      productId: productId(store, of),
      storeId: store,
      visits: [],
      lastAt: at,
      wishedAt: at,
      seenPrice: 10_000,
      seenCurrency: 'EUR',
    })),
  );
  return ids;
};

/** A process that is killed when its batch is nearly done. */
const dying = (db: Database): Database =>
  new Proxy(db, {
    get: (target, name) => {
      if (name !== 'transaction') return Reflect.get(target, name) as unknown;
      return async (work: (queries: Queries) => Promise<unknown>) =>
        target.transaction(async (queries) => {
          await work(queries);
          throw new Error('killed');
        });
    },
  });

test('one change that concerns many is told in batches, by several at once, with deaths in between: each customer once', async () => {
  await policyOf({ perMinute: 100_000, perUnit: 10_000 });
  await sells('throng', 0);
  const ids = await wishers(400, 'throng');
  intake.clock.set(noon + hour);
  await stock('throng', 50);

  let batches = 0;
  let deaths = 0;
  const teller = async (seed: number): Promise<void> => {
    for (let turn = seed; ; turn++) {
      // Every third batch dies when it is nearly done.
      const dies = turn % 3 === 0;
      const db = dies ? dying(intake.db) : intake.db;
      const batch = await tellBatch({ db, clock: intake.clock, specs }).catch((error: unknown) => {
        expect((error as Error).message).toBe('killed');
        deaths += 1;
        return { told: 0 };
      });
      const [open] = await intake.db
        .select()
        .from(productAlerts)
        .where(and(eq(productAlerts.state, 'open'), eq(productAlerts.productId, productId(store, 'throng'))));
      if (!open) return;
      if (batch && batch.told > 0) batches += 1;
      if (!batch) intake.clock.set(Math.max(intake.clock.now(), open.notBefore.getTime()));
    }
  };
  await Promise.all([teller(0), teller(1), teller(2)]);
  expect(batches).toBeGreaterThan(4);
  expect(deaths).toBeGreaterThan(1);
  const begun = await intake.db.select().from(runs).where(eq(runs.journey, 'backInStock'));
  const theirs = begun.filter(({ customerId }) => ids.includes(customerId));
  expect(theirs).toHaveLength(400);
  expect(new Set(theirs.map(({ customerId }) => customerId)).size).toBe(400);
  const starts = await intake.db.select().from(outbox).where(eq(outbox.kind, 'start'));
  expect(starts.filter(({ customerId }) => ids.includes(customerId))).toHaveLength(400);
  expect(await alertsOf('throng')).toEqual([{ kind: 'back-in-stock', state: 'told', told: 400 }]);
  await policyOf({});
});

test('a customer who is busy delays the batch and nobody is left out', async () => {
  await sells('queue', 0);
  const [first, ...others] = await wishers(3, 'queue');
  intake.clock.set(noon + hour);
  await stock('queue', 50);
  const signals = new EventEmitter();
  const [holding, released] = [once(signals, 'held'), once(signals, 'released')];
  const busy = intake.db.transaction(async (queries) => {
    await lockCustomers(queries, [first!]);
    await queries.delete(interests).where(eq(interests.customerId, first!));
    signals.emit('held');
    await released;
  });
  await holding;
  const batch = tellAll();
  signals.emit('released');
  await busy;
  expect(await batch).toBe(2);
  const begun = await intake.db.select().from(runs).where(eq(runs.journey, 'backInStock'));
  expect(begun.filter(({ customerId }) => others.includes(customerId))).toHaveLength(2);
  expect(begun.filter(({ customerId }) => customerId === first)).toEqual([]);
});

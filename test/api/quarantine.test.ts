import { eq, sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { listQuarantined } from '../../db/pages/quarantine.ts';
import { auditLog, carts, inbox, outbox, products } from '../../db/schema/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { store, useIntake } from './intake-server.ts';
import { cart, told } from './told.ts';

const intake = useIntake();

/** A fault at the edge: PostgreSQL refuses to keep one product. */
const plant = async (state: string): Promise<void> => {
  await intake.db.execute(
    sql.raw(`create function refuse() returns trigger language plpgsql as $$ begin
      if new.external_id like 'poison%' then raise exception 'value of someone@private.example' using errcode = '${state}';
      end if; return new; end $$;
      create trigger refuse before insert or update on products for each row execute function refuse()`),
  );
};
const mend = async (): Promise<void> => {
  await intake.db.execute(sql.raw('drop function if exists refuse() cascade'));
};
afterEach(mend);

const product = (productId: string, id?: string) => {
  const { customer: _none, ...event } = told('product.upserted', {}, { productId, title: 'Teapot' }, 0, id);
  return event;
};
const kept = async (id: string) => intake.db.select().from(inbox).where(eq(inbox.eventId, id));
const run = async (...args: readonly string[]) =>
  runCli('events/quarantine.ts', args, { DATABASE_URL: intake.databaseUrl() });

test('an event that always fails is quarantined in its request; its neighbours flow, its store need not come back', async () => {
  await plant('P0001');
  const events = [
    product('before'),
    product('poison', 'poisoned'),
    ...Array.from({ length: 50 }, (_, index) => cart({ id: `near-${index}` }, `near-${index}`)),
    product('after'),
  ];
  const start = performance.now();
  const answer = await intake.post(events);
  const batchMillis = performance.now() - start;
  expect(answer.status).toBe(202);
  expect(answer.body.events.map(({ fate }) => fate)).toEqual(
    events.map((_, index) => (index === 1 ? 'quarantined' : 'applied')),
  );
  expect(answer.body.events[1]).toMatchObject({ id: 'poisoned', reason: 'unprocessable' });
  expect(JSON.stringify(answer.body)).not.toContain('private.example');

  expect(await kept('poisoned')).toMatchObject([
    { fate: 'quarantined', reason: 'unprocessable', body: events[1], storeId: store },
  ]);
  expect(await intake.db.select().from(products).where(eq(products.externalId, 'poison'))).toEqual([]);
  const again = await intake.post(events[1]);
  expect([again.status, again.body.events[0]?.fate]).toEqual([202, 'duplicate']);

  const alone = performance.now();
  expect((await intake.post(product('poison'))).body.events[0]?.fate).toBe('quarantined');
  const aloneMillis = performance.now() - alone;
  const figures = `${Math.round(aloneMillis)} ms alone, ${Math.round(batchMillis)} ms with 52 neighbours`;
  console.log(`quarantine: time to quarantine ${figures}; neighbours blocked 0`);
  expect(aloneMillis).toBeLessThan(2000);
});

test('nothing of a quarantined event is applied, also what was written before it failed', async () => {
  await intake.db.execute(
    sql.raw(`create function refuse() returns trigger language plpgsql as $$ begin
      raise exception 'no' using errcode = '23514'; end $$;
      create trigger refuse before insert on outbox for each row execute function refuse()`),
  );
  const answer = await intake.post(cart({ id: 'rolled', email: 'rolled@shop.example' }, 'rolled'));
  expect(answer.body.events[0]?.fate).toBe('quarantined');
  expect(await intake.db.select().from(carts).where(eq(carts.externalId, 'rolled'))).toEqual([]);
  await mend();
  expect((await intake.post(cart({ id: 'rolled' }, 'rolled', 1))).body.events[0]?.fate).toBe('applied');
});

test.each([
  ['a lock conflict', '40001'],
  ['a server that goes down', '57P01'],
  ['a full disk', '53100'],
  ['a statement that took too long', '57014'],
  ['a lock that was not had', '55P03'],
])('%s is not the event’s fault: 503, nothing is quarantined', async (_what, state) => {
  await plant(state);
  const event = product(`poison-${state}`, `transient-${state}`);
  const answer = await intake.post([event, product('near')]);
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await kept(`transient-${state}`)).toEqual([]);
  await mend();
  expect((await intake.post(event)).body.events[0]?.fate).toBe('applied');
});

test('the operator sees what lies in quarantine, and applies it once the cause is mended', async () => {
  await plant('22003');
  await intake.post(product('poison-to-retry', 'to-retry'));
  const listed = await listQuarantined(intake.db, { store }, 10);
  const { id } = listed.find(({ eventId }) => eventId === 'to-retry')!;
  const shown = await run('list');
  expect(shown.stdout).toMatch(new RegExp(`^${id}  demo  product.upserted  received \\S+  unprocessable$`, 'm'));
  expect(shown.stdout).not.toContain('Teapot');

  const early = await run('retry', id);
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('still cannot be applied (22003)') });
  expect(early.stderr).not.toContain('private.example');
  expect(await kept('to-retry')).toMatchObject([{ fate: 'quarantined' }]);

  await mend();
  expect(await run('retry', id)).toMatchObject({ code: 0, stdout: expect.stringContaining('is applied') });
  expect(await kept('to-retry')).toMatchObject([{ id, fate: 'applied', reason: null }]);
  expect(await intake.db.select().from(products).where(eq(products.externalId, 'poison-to-retry'))).toHaveLength(1);
  expect(await intake.db.select().from(auditLog)).toMatchObject([
    { act: 'event.retried', actor: 'command:quarantine', subject: `event/${id}`, detail: { fate: 'applied' } },
  ]);
  for (const other of [id, 'nonsense']) {
    expect(await run('retry', other)).toMatchObject({ code: 1, stderr: expect.stringContaining('No event') });
  }
  // Five processes, one after the other.
}, 120_000);

test('a cart in quarantine starts its journey when it is applied', async () => {
  await intake.db.execute(
    sql.raw(`create function refuse() returns trigger language plpgsql as $$ begin
      raise exception 'no' using errcode = '22000'; end $$;
      create trigger refuse before insert on carts for each row execute function refuse()`),
  );
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  intake.clock.set(Date.now());
  await intake.post({ ...cart({ id: 'late' }, 'late'), id: 'late-cart', occurredAt });
  await mend();
  const [row] = await kept('late-cart');
  expect(await run('retry', row!.id)).toMatchObject({ code: 0 });
  const [settled] = await kept('late-cart');
  expect(settled).toMatchObject({ fate: 'applied' });
  const rows = await intake.db.select().from(outbox).where(eq(outbox.customerId, settled!.customerId!));
  expect(rows).toMatchObject([{ kind: 'start' }]);
});

import { Client, Connection } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { v7 } from 'uuid';
import { takeErasure } from '../../db/personal-data/erasures.ts';
import { eachInactive } from '../../db/personal-data/inactive.ts';
import {
  auditLog,
  customerAliases,
  customers,
  erasures,
  policyVersions,
  runs,
  suppressions,
} from '../../db/schema/index.ts';
import { defaultConsent, type InactivityPolicy } from '../../domain/policy/consent.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { takeTurn } from '../../worker/erasure/take-turn.ts';
import { applyInactivity } from '../../worker/retention/inactive.ts';
import { handClock, noon, store, testNameHash, useIntake } from '../api/intake-server.ts';
import { cart, order, told } from '../api/told.ts';
import { tablesWith } from '../privacy/dump.ts';

const intake = useIntake();
const year = durationMillis('1 year');
const minutes = (millis: number) => millis / 60_000;
let connection: Connection;

const person = (name: string) => ({ id: name, email: `${name}@inactive.example` });

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  await intake.post([
    told('customer.created', person('heron'), {}, 0),
    told('customer.created', person('stork'), {}, 0),
    order(person('crane'), 'crane-order', 0),
    order(person('swan'), 'swan-order', 0),
    cart(person('heron'), 'heron-cart', 0),
  ]);
  intake.clock.set(noon + year);
  await intake.post([
    told('form.submitted', person('stork'), { formId: 'quiz' }, minutes(year)),
    cart(person('swan'), 'swan-cart', minutes(year)),
  ]);
});
afterAll(async () => connection.close());

const inactiveAt = async (now: number, policy: InactivityPolicy = defaultConsent.inactivity) => {
  const names = new Map(
    (await intake.db.select().from(customerAliases).where(eq(customerAliases.kind, 'id'))).map(
      ({ customerId, value }) => [customerId, value],
    ),
  );
  const found: string[] = [];
  for await (const { id, who } of eachInactive(intake.db, { store, policy, now: new Date(now) })) {
    found.push(`${who} ${names.get(id)!}`);
  }
  return found.toSorted();
};

test('R209 R210 who did nothing for three years is inactive from the very millisecond; acts that count begin them anew', async () => {
  expect(await inactiveAt(noon + 3 * year - 1)).toEqual([]);
  expect(await inactiveAt(noon + 3 * year)).toEqual(['customer crane', 'prospect heron']);
  const { customers: own } = defaultConsent.inactivity;
  // A store that counts purchases alone, of who bought.
  const purchases = { ...defaultConsent.inactivity, customers: { ...own, counts: ['purchase'] as const } };
  expect(await inactiveAt(noon + 3 * year, purchases)).toEqual(['customer crane', 'customer swan', 'prospect heron']);
  expect(await inactiveAt(noon + 4 * year)).toHaveLength(4);
});

test('R209 R211 R214 three years later retention erases them everywhere, where the policy says so and only there', async () => {
  const deps = { db: intake.db, nameHash: testNameHash, clock: intake.clock };
  intake.clock.set(noon + 3 * year);
  expect(await applyInactivity(deps)).toEqual({});
  expect(await intake.db.select().from(erasures)).toEqual([]);

  await intake.db.insert(policyVersions).values({
    id: v7(),
    storeId: store,
    section: 'consent',
    version: 1,
    body: { ...defaultConsent, inactivity: { ...defaultConsent.inactivity, erase: true } },
    effectiveAt: new Date(noon),
    savedBy: 'command:test',
    savedAt: new Date(noon),
  });
  expect(await applyInactivity(deps)).toEqual({ [store]: { prospect: 1, customer: 1 } });
  expect(await applyInactivity(deps)).toEqual({ [store]: { prospect: 0, customer: 0 } });

  // The worker's part, histories included.
  const client = new Client({ connection, namespace: 'relance' });
  const realClock = handClock(Date.now() + 3_600_000);
  for (;;) {
    realClock.advance(2_000);
    const row = await takeErasure(intake.db, new Date(realClock.now()), 60_000);
    if (!row) break;
    await takeTurn({ ...deps, client, realClock, sendMillis: 10_000 }, row);
  }
  expect(await tablesWith(intake.db, ['heron', 'crane'])).toEqual([]);
  expect((await tablesWith(intake.db, ['stork'])).length).toBeGreaterThan(0);
  const receipts = await intake.db.select().from(erasures);
  expect(receipts.map(({ state, requestedBy }) => [state, requestedBy])).toEqual([
    ['closed', 'process:retention'],
    ['closed', 'process:retention'],
  ]);
  expect(receipts.every(({ counts }) => (counts['customers'] ?? 0) === 1 && (counts['inbox'] ?? 0) > 0)).toBe(true);
  expect(await intake.db.select().from(auditLog).where(eq(auditLog.act, 'customer.erased'))).toHaveLength(2);
  const open = await intake.db
    .select()
    .from(runs)
    .innerJoin(customers, eq(customers.id, runs.customerId))
    .where(eq(runs.state, 'open'));
  expect(open.filter((one) => one.customers.erasedAt !== null)).toEqual([]);
  // Their addresses stay suppressed, as hashes.
  const kept = await intake.db.select().from(suppressions);
  expect(kept.map(({ address, reason }) => [address, reason])).toEqual(
    expect.arrayContaining([[testNameHash.of(store, 'email', 'heron@inactive.example'), 'erased']]),
  );
});

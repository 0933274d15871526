import { and, asc, eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { inputOf } from '../../api/dispatcher/deliver.ts';
import { rebalanceAll } from '../../api/experiments/rebalance.ts';
import { assign } from '../../db/experiments/assignments.ts';
import { readArms, readBatches } from '../../db/experiments/read-arms.ts';
import { readLooks } from '../../db/experiments/read-looks.ts';
import { listShares } from '../../db/experiments/shares.ts';
import { cartId } from '../../db/ids.ts';
import { readDue } from '../../db/road/outbox.ts';
import { assignments, auditLog, customerAliases, customers, orders, outbox, runs } from '../../db/schema/index.ts';
import { isKnown } from '../../domain/experiments/answer.ts';
import { batchesOf, type BatchSums } from '../../domain/experiments/reallocation/batches-of.ts';
import { reportOf } from '../../domain/experiments/report/report.ts';
import type { CustomerId, OrderId } from '../../domain/ids.ts';
import type { Experiment, JourneySpec } from '../../domain/journey.ts';
import { makeApiKey } from '../../api/access/key-text.ts';
import { addKey, cartSpec, noon, store, useIntake } from '../api/intake-server.ts';
import { cart } from '../api/told.ts';

const day = 86_400_000;
const warmth: Experiment = {
  name: 'warmth',
  about: 'content',
  arms: { plain: 50, warm: 50 },
  control: 'plain',
  rebalance: { floor: 0.1, window: '7 days', metric: 'revenue' },
};
const discount: Experiment = {
  name: 'discount',
  about: 'offer',
  arms: { none: 50, ten: 50 },
  control: 'none',
  rebalance: { floor: 0.1, window: '7 days', metric: 'margin' },
};
const fixed: Experiment = { name: 'fixed', about: 'subject', arms: { short: 50, long: 50 }, control: 'short' };
const spec: JourneySpec = { ...cartSpec, experiments: [warmth, discount, fixed] };
const intake = useIntake([spec]);
const experiment = 'cartAbandonment/warmth';
const key = makeApiKey();
beforeAll(async () => {
  await addKey(intake.db, store, key, { scopes: ['read', 'operate'] });
});

const comes = async (names: readonly string[], cartOf: (name: string) => string): Promise<void> => {
  const minutes = (intake.clock.now() - noon) / 60_000;
  const { status, body } = await intake.post(names.map((name) => cart({ id: name }, cartOf(name), minutes)));
  expect([status, body.events.every(({ fate }) => fate === 'applied')]).toEqual([202, true]);
};
const armsIn = async (id: string) =>
  new Map(
    (
      await intake.db
        .select({ name: customerAliases.value, row: assignments })
        .from(assignments)
        .innerJoin(customerAliases, eq(customerAliases.customerId, assignments.customerId))
        .where(and(eq(assignments.experiment, id), eq(customerAliases.kind, 'id')))
    ).map(({ name, row }) => [name, row]),
  );
/** What Temporal is told of the run of a cart. */
const startOf = async (externalCart: string) => {
  const [row] = await intake.db
    .select({ id: outbox.id })
    .from(outbox)
    .innerJoin(runs, eq(runs.id, outbox.runId))
    .where(eq(runs.subject, cartId(store, externalCart)))
    .orderBy(asc(outbox.id));
  const [due] = await readDue(intake.db, [row!.id], new Date(intake.clock.now()));
  return inputOf({}, due!);
};
const figures = (of: readonly BatchSums[]) =>
  of.map(({ version, arm, customers: many, mean }) => [version, arm, many, mean].join(' ')).toSorted();
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
const ask = async (path: string, init: RequestInit = {}) => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await intake.request(path, { ...init, headers });
  return { status: response.status, body: (await response.json()) as never };
};
const post = async (path: string, body: object) => ask(path, { method: 'POST', body: JSON.stringify(body) });
const experimentsShown = async () =>
  ((await ask('/v1/experiments')).body as { experiments: readonly { experiment: string }[] }).experiments;

test('R244: the first customers are drawn as the code has it, and their chance is written down with the version', async () => {
  await comes(names('early', 20), (name) => `${name}/1`);
  for (const row of (await armsIn(experiment)).values()) expect(row).toMatchObject({ share: 0.5, sharesVersion: 1 });
  for (const row of (await armsIn('cartAbandonment/fixed')).values())
    expect(row).toMatchObject({ share: 0.5, sharesVersion: null });
  expect(await listShares(intake.db, store, [experiment])).toMatchObject([
    { version: 1, shares: { plain: 0.5, warm: 0.5 }, reason: 'begun' },
  ]);
  expect(await startOf('early-0/1')).toMatchObject({
    arms: { warmth: (await armsIn(experiment)).get('early-0')!.arm },
  });
});

test('R241, R244: next customers follow the arm that brings more; each keeps its floor; who is in an arm stays there', async () => {
  const deps = { db: intake.db, specs: [spec], clock: intake.clock };
  // Results of a day say nothing: nobody had the whole window yet.
  intake.clock.set(noon + 2 * day);
  expect(await rebalanceAll(deps)).toContainEqual({ store, experiment, outcome: 'unchanged' });
  const many = Array.from({ length: 600 }, (_, n) => ({
    id: v7() as CustomerId,
    arm: n % 2 === 0 ? 'plain' : 'warm',
    n,
  }));
  await intake.db.insert(customers).values(many.map(({ id }) => ({ id, storeId: store, createdAt: new Date(noon) })));
  await assign(
    intake.db,
    many.map(({ id, arm }) => ({
      storeId: store,
      experiment,
      customerId: id,
      arm,
      share: 0.5,
      sharesVersion: 1,
      assignedAt: new Date(noon),
    })),
  );
  // Of the warm arm every second customer buys, of the plain one every tenth.
  const buyers = many.filter(({ arm, n }) => (arm === 'warm' ? n % 4 === 1 : n % 20 === 0));
  await intake.db.insert(orders).values(
    buyers.map(({ id, n }) => ({
      id: v7() as OrderId,
      storeId: store,
      externalId: `o${n}`,
      customerId: id,
      state: 'placed' as const,
      lines: [],
      total: 4_000,
      currency: 'EUR',
      placedAt: new Date(noon + day),
      updatedAt: new Date(noon + day),
    })),
  );
  intake.clock.set(noon + 8 * day);
  const before = await armsIn(experiment);
  const outcomes = await rebalanceAll(deps);
  expect(outcomes).toContainEqual({ store, experiment, outcome: 'rebalanced' });
  // What the store does not say its margin of follows nothing.
  expect(outcomes).toContainEqual({ store, experiment: 'cartAbandonment/discount', outcome: 'margin_unknown' });
  expect(await rebalanceAll(deps)).toEqual([]);
  const [shares] = await listShares(intake.db, store, [experiment]);
  expect(shares).toMatchObject({ version: 2, reason: 'rebalanced', shares: { plain: expect.closeTo(0.1, 3) } });
  expect(shares!.taught!.map(({ arm }) => arm)).toEqual(['plain', 'warm']);
  const acts = await intake.db.select().from(auditLog).where(eq(auditLog.act, 'experiment.rebalanced'));
  expect(acts).toMatchObject([{ subject: `experiment/${experiment}`, actor: 'process:api', detail: { version: 2 } }]);

  await comes(names('late', 100), (name) => `${name}/1`);
  const late = [...(await armsIn(experiment))].filter(([name]) => name.startsWith('late'));
  for (const [, row] of late) expect([row.sharesVersion, row.share]).toEqual([2, shares!.shares[row.arm]]);
  const warm = late.filter(([, row]) => row.arm === 'warm').length;
  expect(warm).toBeGreaterThan(75);
  expect(warm).toBeLessThan(100);
  // Another cart of an early customer: the arm of the first time, whatever the parts are now.
  await comes(names('early', 20), (name) => `${name}/2`);
  for (const [name, row] of before) expect((await armsIn(experiment)).get(name)).toEqual(row);
  for (const name of names('early', 20))
    expect((await startOf(`${name}/2`)).arms!['warmth']).toBe(before.get(name)!.arm);
}, 60_000);

test('R260: a report counts each customer by the chance that they had, and the counts are judged by it too', async () => {
  const request = {
    store,
    currency: 'EUR',
    experiment,
    since: new Date(noon - day),
    until: new Date(noon + 9 * day),
    past: day,
  };
  const arms = ['plain', 'warm'];
  const batches = batchesOf(
    arms,
    await listShares(intake.db, store, [experiment]),
    await readBatches(intake.db, request),
  );
  expect(batches.map((batch) => batch.arms.map(({ weight }) => Math.round(weight * 10)))).toEqual([
    [5, 5],
    [1, 9],
  ]);
  const sums = await readArms(intake.db, request);
  const [look] = await readLooks(intake.db, request, [request.until], 10_000);
  expect(figures(look!.batches)).toEqual(figures(await readBatches(intake.db, request)));
  const about = { experiment, what: 'it', metric: 'revenue', currency: 'EUR', locale: 'en', control: 'plain' };
  const { analysis, warnings, weighted } = reportOf({ ...about, sums, batches });
  expect(weighted).toBe(true);
  expect(warnings.map(({ code }) => code)).not.toContain('shares_changed');
  expect(isKnown(analysis) && analysis.ratio).toMatchObject({ mismatch: false });
  const [shown] = (await experimentsShown()).filter((one) => one.experiment === experiment);
  expect(shown).toMatchObject({
    shares: { plain: expect.closeTo(0.1, 3), warm: expect.closeTo(0.9, 3) },
    rebalance: warmth.rebalance,
    versions: [{ version: 2 }, { version: 1 }],
    customers: 720,
  });
});

const wish = {
  experiment: 'cartAbandonment/fixed',
  metric: 'revenue',
  windowDays: 14,
  minimalEffect: 0.1,
  customers: 20_000,
  looks: 4,
  why: 'whether the short subject brings more',
};

test('R249: a decision is registered once, with who and when; it is withdrawn with a reason, and kept', async () => {
  const registered = await post('/v1/experiments/registrations', wish);
  expect(registered).toMatchObject({
    status: 201,
    body: {
      words: 'revenue within 14 days, 10 % or more, 20,000 customers, 4 looks (obrien-fleming), 5 % two-sided',
      registeredAt: new Date(intake.clock.now()).toISOString(),
      registeredBy: expect.stringMatching(/^key:/u),
      pastDays: 365,
    },
  });
  // Told again it is the same; another one is refused.
  expect(await post('/v1/experiments/registrations', wish)).toEqual(registered);
  expect(await post('/v1/experiments/registrations', { ...wish, looks: 3 })).toMatchObject({
    status: 409,
    body: { error: { code: 'already_registered' } },
  });
  const end = { experiment: wish.experiment, why: 'the subject was changed' };
  const withdrawn = await post('/v1/experiments/registrations/withdraw', end);
  expect(withdrawn).toMatchObject({
    status: 200,
    body: { withdrawnWhy: end.why, withdrawnBy: expect.stringMatching(/^key:/u) },
  });
  expect(await post('/v1/experiments/registrations/withdraw', { ...end, why: 'again' })).toEqual(withdrawn);
  const unknown = { ...end, experiment: 'holdout/all/2026-Q2' };
  expect(await post('/v1/experiments/registrations/withdraw', unknown)).toMatchObject({ status: 404 });
  expect(await post('/v1/experiments/registrations', wish)).toMatchObject({ status: 201 });
  const [shown] = (await experimentsShown()).filter((one) => one.experiment === wish.experiment);
  expect(shown).toMatchObject({ registrations: [{ withdrawnAt: null }, { withdrawnWhy: end.why }] });
  const acts = await intake.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.subject, `experiment/${wish.experiment}`));
  expect(acts.map(({ act }) => act)).toEqual([
    'experiment.registered',
    'experiment.withdrawn',
    'experiment.registered',
  ]);
});

test.each([
  ['of an experiment that nobody declares', { experiment: 'cartAbandonment/nothing' }, 'experiment'],
  ['of arms whose parts follow the results', { experiment }, 'experiment'],
  ['of a holdout of no period', { experiment: 'holdout/all/soon' }, 'experiment'],
  ['of no customers', { customers: 0 }, 'customers'],
  ['of margin without one', { metric: 'margin' }, 'margin'],
  ['without a reason', { why: ' ' }, 'why'],
])('no decision is registered %s: the field is named', async (_, change, field) => {
  const { status, body } = await post('/v1/experiments/registrations', { ...wish, ...change });
  expect([status, body]).toMatchObject([422, { error: { code: 'invalid_registration', fields: [{ field }] } }]);
});

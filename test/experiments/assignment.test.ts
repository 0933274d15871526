import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { insertRegistration } from '../../db/experiments/registrations.ts';
import { assign, listExperiments, moveAssignments } from '../../db/experiments/assignments.ts';
import { readLifetimes } from '../../db/experiments/read-lifetimes.ts';
import { type ArmsRequest, countAssigned, readArms } from '../../db/experiments/read-arms.ts';
import { readLooks } from '../../db/experiments/read-looks.ts';
import { assignments, customers, messages, orders, policyVersions } from '../../db/schema/index.ts';
import { isKnown } from '../../domain/experiments/answer.ts';
import { reportOf } from '../../domain/experiments/report/report.ts';
import { lifetimeOf } from '../../domain/experiments/survival/lifetime.ts';
import type { CustomerId, OrderId, ProductId } from '../../domain/ids.ts';
import { seededRandom } from '../../domain/random.ts';
import { defaultHoldout } from '../../domain/policy/holdout.ts';
import { runCli } from '../cli/run-cli.ts';
import { hour, minute, noon, store } from '../gate/world.ts';
import { useGate } from '../gate/use-gate.ts';

const gate = useGate();
const day = 24 * hour;
const request: ArmsRequest = {
  store,
  currency: 'EUR',
  experiment: 'test/known',
  since: new Date(noon - 30 * day),
  until: new Date(noon),
  window: 7 * day,
  past: 60 * day,
};

const someone = async (): Promise<CustomerId> => {
  const id = v7() as CustomerId;
  await gate.db.insert(customers).values({ id, storeId: store, createdAt: new Date(noon) });
  return id;
};

const order = async (
  customerId: CustomerId,
  at: number,
  total: number,
  more: Partial<typeof orders.$inferInsert> = {},
) =>
  gate.db.insert(orders).values({
    id: v7() as OrderId,
    storeId: store,
    externalId: v7(),
    customerId,
    state: 'placed',
    lines: [{ productId: v7() as ProductId, quantity: 2, unitPrice: total / 2 }],
    total,
    currency: 'EUR',
    placedAt: new Date(at),
    updatedAt: new Date(at),
    ...more,
  });

const put = async (customerId: CustomerId, arm: string, at: number, experiment = 'test/known', share = 0.5) =>
  assign(gate.db, [{ storeId: store, experiment, customerId, arm, share, assignedAt: new Date(at) }]);

const run = async (...args: string[]) => runCli('experiment/main.ts', args, { DATABASE_URL: gate.databaseUrl });

test('R66 how long buyers stay buyers is counted by arm as it is said of each of them', async () => {
  const experiment = 'test/survival';
  const silence = 60 * day;
  const random = seededRandom(11);
  const expected: string[] = [];
  for (let index = 0; index < 40; index++) {
    const customer = await someone();
    const from = noon - Math.floor(random() * 300 * day);
    const ordersAt = Array.from({ length: 2 + (index % 9) }, () => noon - Math.floor(random() * 400 * day));
    await put(customer, index % 3 === 0 ? 'holdout' : 'treated', from, experiment);
    for (const at of ordersAt) await order(customer, at, 4_000);
    // What came to nothing keeps nobody a buyer.
    await order(customer, from - day, 4_000, { state: index % 2 ? 'cancelled' : 'returned' });
    const lifetime = lifetimeOf(ordersAt, { from, until: noon, silence });
    if (lifetime) expected.push(JSON.stringify([index % 3 === 0 ? 'holdout' : 'treated', lifetime]));
  }
  const asked = { store, experiment, since: new Date(noon - 400 * day), until: new Date(noon), silence, once: false };
  const rows = await readLifetimes(gate.db, asked);
  const told = rows.flatMap(({ arm, customers: count, days, faded }) =>
    Array.from({ length: count }, () => JSON.stringify([arm, { days, faded }])),
  );
  expect(told.toSorted()).toEqual(expected.toSorted());
  expect(new Set(rows.map(({ faded }) => faded)).size).toBe(2);

  const twice = await someone();
  await put(twice, 'holdout', noon - 9 * day, 'test/once');
  await order(twice, noon - 10 * day, 4_000);
  await order(twice, noon - 200 * day, 4_000);
  const until = new Date(noon).toISOString();
  const { stdout } = await run(
    'survival',
    '--store',
    store,
    '--experiment',
    experiment,
    '--silence',
    '60',
    '--until',
    until,
  );
  expect(stdout).toMatch(
    /^test \(survival\): who has ordered nothing for 60 days is a buyer no more\n {2}holdout: \d+ buyers/u,
  );
  expect(stdout).toMatch(/\n {2}treated: of the first \d+ days they stay [\d.]+ days (longer|shorter), from /u);

  const once = { ...asked, experiment: 'test/once', once: true };
  expect(await readLifetimes(gate.db, once)).toEqual([]);
  expect(await readLifetimes(gate.db, { ...once, once: false })).toMatchObject([{ arm: 'holdout', customers: 1 }]);
});

test('R249: orders count from the assignment for the whole window, cancelled and returned ones do not', async () => {
  const start = noon - 10 * day;
  const [buyer, before, quiet, late] = [await someone(), await someone(), await someone(), await someone()];
  await put(buyer, 'treated', start);
  await order(buyer, start, 4_000);
  await order(buyer, start + 7 * day - 1, 1_000);
  await order(buyer, start + 7 * day, 9_000);
  await order(buyer, start + day, 9_000, { state: 'cancelled' });
  await order(buyer, start + day, 9_000, { state: 'returned' });
  await order(buyer, start + day, 9_000, { currency: 'USD' });
  await put(before, 'treated', start);
  await order(before, start - 1, 3_000);
  await order(before, start - 61 * day, 9_000);
  await put(quiet, 'holdout', start);
  await put(late, 'holdout', noon - 6 * day);
  const [holdout, treated, ...more] = await readArms(gate.db, request);
  expect(more).toEqual([]);
  expect(holdout).toMatchObject({ arm: 'holdout', customers: 1, buyers: 0, mean: 0, variance: 0 });
  expect(treated).toMatchObject({ customers: 2, buyers: 1, mean: 2_500, beforeMean: 1_500, share: 0.5 });
  // 5,000 and 0 against 0 and 3,000.
  expect(treated).toMatchObject({ variance: 12_500_000, beforeVariance: 4_500_000, covariance: -7_500_000 });
  expect(await countAssigned(gate.db, request)).toBe(3);
  expect(await countAssigned(gate.db, { ...request, window: undefined })).toBe(4);
  const [, capped] = await readArms(gate.db, { ...request, cap: 2_000 });
  expect(capped).toMatchObject({ mean: 1_000 });
  // Goods are 60 % of the prices: 5,000 paid for 5,000 leaves 2,000.
  const [, margin] = await readArms(gate.db, { ...request, margin: 0.4 });
  expect(margin!.mean).toBeCloseTo(1_000, 6);
});

/** Sums as they are told: the last digits of a division are not. */
const numbers = (sums: Awaited<ReturnType<typeof readArms>>) =>
  sums.map((own) =>
    Object.entries(own).map(([name, value]) => [name, typeof value === 'number' ? value.toFixed(6) : value]),
  );

test('one statement says of every instant what a report of then said', async () => {
  const experiment = 'test/looks';
  for (let n = 0; n < 12; n++) {
    const customer = await someone();
    const start = noon - (20 - n) * day;
    await put(customer, n % 3 === 0 ? 'holdout' : 'treated', start, experiment);
    await order(customer, start - 3 * day, 1_500 + n);
    if (n % 2 === 0) await order(customer, start + day, 3_000 + 100 * n);
    if (n % 4 === 0) await order(customer, start + 9 * day, 7_000);
  }
  const instants = [16, 11, 5, 0].map((days) => new Date(noon - days * day));
  for (const options of [{ window: 7 * day }, { window: undefined }, { window: undefined, cap: 4_000, margin: 0.4 }]) {
    const asked = { ...request, ...options, experiment };
    const looks = await readLooks(gate.db, asked, instants, 10_000);
    const then = await Promise.all(instants.map(async (until) => readArms(gate.db, { ...asked, until })));
    expect(looks.map(({ sums }) => numbers(sums))).toEqual(then.map(numbers));
    expect(looks.at(-1)!.sums).toHaveLength(2);
  }
});

test('R244: a discount lowers the margin by all that it gives', async () => {
  const start = noon - 10 * day;
  const experiment = 'test/margin';
  for (const [arm, total] of [
    ['none', 10_000],
    ['ten', 9_000],
  ] as const) {
    const customer = await someone();
    await put(customer, arm, start, experiment);
    await order(customer, start, total, { lines: [{ productId: v7() as ProductId, quantity: 1, unitPrice: 10_000 }] });
  }
  const arms = await readArms(gate.db, { ...request, experiment, margin: 0.3 });
  expect(arms.map(({ arm, mean }) => [arm, Math.round(mean)])).toEqual([
    ['none', 3_000],
    ['ten', 2_000],
  ]);
});

test('an assignment is for good, and of customers who become one the older counts', async () => {
  const [older, younger] = [await someone(), await someone()];
  await put(older, 'holdout', noon - 2 * day, 'test/sticky');
  await put(older, 'treated', noon - day, 'test/sticky');
  await put(younger, 'treated', noon - day, 'test/sticky');
  await moveAssignments(gate.db, older, younger);
  expect(
    await gate.db
      .select({ customer: assignments.customerId, arm: assignments.arm })
      .from(assignments)
      .where(sql`experiment = 'test/sticky'`),
  ).toEqual([{ customer: younger, arm: 'holdout' }]);
  expect(await listExperiments(gate.db, store, request.since)).toContainEqual(
    expect.objectContaining({ experiment: 'test/sticky', customers: 1, arms: ['holdout'] }),
  );
});

test('a changed share is warned of, and the arms are judged by the chances that each customer had', async () => {
  for (let n = 0; n < 40; n++) {
    const share = n < 20 ? 0.5 : 0.1;
    const isOut = n < 20 ? n % 2 === 0 : n % 10 === 0;
    const customer = await someone();
    await put(customer, isOut ? 'holdout' : 'treated', noon - 10 * day, 'test/changed', isOut ? share : 1 - share);
  }
  const sums = await readArms(gate.db, { ...request, experiment: 'test/changed' });
  const about = { experiment: 'test/changed', what: 'it', metric: 'revenue', currency: 'EUR', locale: 'en' };
  const report = reportOf({ ...about, control: 'holdout', sums });
  expect(report.warnings.map(({ code }) => code)).toContain('shares_changed');
  expect(report.arms.map(({ share, customers: count }) => [Math.round(share), count])).toEqual([
    [12, 12],
    [28, 28],
  ]);
  expect(isKnown(report.analysis) && report.analysis.ratio).toMatchObject({ chiSquare: 0, mismatch: false });
});

const holdOut = async (share: number, byJourney: Readonly<Record<string, number>> = {}): Promise<void> => {
  await gate.db.delete(policyVersions).where(sql`section = 'holdout'`);
  await gate.db.insert(policyVersions).values({
    id: v7(),
    storeId: store,
    section: 'holdout',
    version: 1,
    body: { ...defaultHoldout, share, byJourney },
    effectiveAt: new Date(noon - minute),
    savedBy: 'command:test',
    savedAt: new Date(noon - minute),
  });
};

test('R249: the gate assigns both arms at the first decision that the holdout could change, and nobody else', async () => {
  await holdOut(50, { cartAbandonment: 50 });
  const people = [];
  for (let n = 0; n < 12; n++) people.push(await gate.person());
  for (const person of people) await gate.attempt(person);
  const refused = await gate.person({ consent: false });
  await gate.attempt(refused);
  const rows = await gate.db
    .select()
    .from(assignments)
    .where(sql`experiment like 'holdout/%'`);
  const of = (customer: CustomerId) => rows.filter(({ customerId }) => customerId === customer);
  expect(of(refused.customer)).toEqual([]);
  for (const { customer } of people) {
    const all = of(customer).find(({ experiment }) => experiment === 'holdout/all/2026-Q2');
    expect(all).toMatchObject({ share: 0.5, assignedAt: new Date(noon) });
    const own = of(customer).filter(({ experiment }) => experiment === 'holdout/cartAbandonment/2026-Q2');
    // Who is held out from all marketing is in no experiment of a journey.
    expect(own).toHaveLength(all!.arm === 'holdout' ? 0 : 1);
    const [row] = await gate.db
      .select()
      .from(messages)
      .where(sql`customer_id = ${customer}`);
    const isOut = of(customer).some(({ arm }) => arm === 'holdout');
    expect(row!.reason === 'holdout').toBe(isOut);
  }
});

test('R260: the report says in words and in JSON what a journey brought, and where it cannot be told', async () => {
  const told = await run('report', '--store', 'demo', '--until', new Date(noon).toISOString(), '--window', '7');
  expect(told).toMatchObject({ code: 0 });
  expect(told.stdout).toContain(
    'Incremental revenue of all marketing (2026-Q2): cannot be told. An arm has nobody in it.',
  );
  expect(told.stdout).toContain('Warning: ');
  await insertRegistration(gate.db, {
    id: v7(),
    storeId: store,
    experiment: 'test/known',
    metric: 'revenue',
    margin: null,
    windowDays: 7,
    pastDays: 60,
    cap: null,
    minimalEffect: 0.1,
    alpha: 0.05,
    customers: 4,
    looks: 2,
    spending: 'obrien-fleming',
    why: 'a test',
    registeredAt: request.since,
    registeredBy: 'command:test',
  });
  const one = ['--experiment', 'test/known', '--json'];
  const json = await run('report', '--store', 'demo', '--until', new Date(noon).toISOString(), '--window', '7', ...one);
  expect(JSON.parse(json.stdout)).toMatchObject({
    store: 'demo',
    experiments: [
      {
        experiment: 'test/known',
        registered:
          'revenue within 7 days, 10 % or more, 4 customers, 2 looks (obrien-fleming), 5 % two-sided; by command:test on 2026-05-11',
        decisions: [{ arm: 'treated' }],
      },
    ],
  });
  expect(json.stdout).not.toContain('NaN');
  const unknown = await run('report', '--store', 'demo', '--experiment', 'nothing');
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('Nobody is in an experiment nothing') });
}, 120_000);

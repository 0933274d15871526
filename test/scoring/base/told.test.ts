import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { routeCrossing } from '../../../api/crossings/route-crossing.ts';
import { insertModel, promoteModel } from '../../../db/scoring/models.ts';
import { auditLog, customerAliases, models, outbox, runs, scoreCrossings } from '../../../db/schema/index.ts';
import { scoreStale } from '../../../activities/score-base/score-stale.ts';
import { scoreStore } from '../../../activities/score-base/score-store.ts';
import { readStore } from '../../../db/shop/stores.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { addKey, cartSpec, noon, store, useIntake } from '../../api/intake-server.ts';
import { told } from '../../api/told.ts';

/** What a journey for customers at risk says of itself. */
const atRisk: JourneySpec = {
  name: 'atRisk',
  trigger: { name: 'score.entered' },
  entry: { watches: ['at-risk'] },
  reentry: 'always',
  exitOn: [{ name: 'score.left', field: 'watch' }, { name: 'order.placed' }],
  purpose: 'marketing',
  rank: 'win-back',
  expires: '3 days',
};
const specs = [cartSpec, atRisk];
const intake = useIntake(specs);
const deps = () => ({ db: intake.db, clock: intake.clock, specs });

const readKey = 'rk_scores_of_the_test';
const ask = async (path: string) => {
  const response = await intake.request(path, { headers: { authorization: `Bearer ${readKey}` } });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
};

const total = { amount: 4_000, currency: 'EUR' };
const buy = async (customer: string, order: string, days: number) =>
  intake.post(told('order.placed', { id: customer }, { orderId: order, lines: [], total }, days * 1_440));
const customerIdOf = async (name: string) =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name)))[0]!.customerId;

/** A model as a run would keep it. */
const plantModel = async (kind: 'orders' | 'spend', parameters: Readonly<Record<string, number>>) => {
  const row = {
    id: crypto.randomUUID(),
    storeId: store,
    kind,
    name: kind === 'orders' ? ('mbg' as const) : ('gg' as const),
    windowFrom: '2026-01-01',
    windowTo: '2026-06-09',
    customers: 600,
    observations: 700,
    share: 1,
    parameters,
    standardErrors: {},
    logLikelihood: -1,
    holdout: {
      unseen: 'later days' as const,
      from: '2026-05-01',
      to: '2026-06-09',
      count: 600,
      measure: 'rmse' as const,
      error: 1,
      baseline: { name: 'nbd', error: 2 },
      foreseen: 1,
      actual: 1,
    },
    state: 'kept' as const,
    fittedAt: new Date(noon),
  };
  await insertModel(intake.db, row);
  await intake.db.transaction(async (queries) => promoteModel(queries, row, 'test', new Date(noon)));
};

test('without a model the answer says so, why, and what rules say instead', async () => {
  await addKey(intake.db, store, readKey, { scopes: ['read'] });
  await intake.post(told('customer.created', { id: 'new' }, {}, -1));
  await buy('ada', 'ada-1', -100);
  await buy('ada', 'ada-2', -60);
  expect((await ask('/v1/customers/ada/scores')).body).toMatchObject({
    scores: null,
    model: null,
    evidence: { purchaseDays: 2, orders: 2, amount: 8_000, firstDay: '2026-03-02', lastDay: '2026-04-11' },
    fallback: { reason: 'no_model', by: 'rules', value: 'standard', segments: ['recurring'] },
  });
  await scoreStore(deps(), (await readStore(intake.db, store))!);
  const { body } = await ask('/v1/customers/ada/scores');
  expect(body['fallback']).toMatchObject({
    reason: 'no_model',
    why: 'orders: no model, there is too little data: 1 of 500 customers, 1 of 50 customers who bought again, 100 of 180 days since the first order',
  });
  expect((await ask('/v1/customers/new/scores')).body).toMatchObject({
    fallback: { reason: 'no_orders', value: 'low' },
  });
  expect((await ask('/v1/models')).body).toMatchObject({
    models: [],
    lastRun: { asOf: '2026-06-10', scored: 0, fits: [{ kind: 'orders', outcome: 'too_little_data' }, {}, {}] },
    needs: { orders: { customers: 500 } },
  });
  expect((await ask('/v1/customers/nobody/scores')).status).toBe(404);
});

test('R240 with models it says what they do, which fits said it and what they rest on', async () => {
  await plantModel('orders', { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 });
  await plantModel('spend', { p: 6.25, q: 3.74, v: 1_544 });
  expect((await ask('/v1/customers/ada/scores')).body).toMatchObject({ fallback: { reason: 'not_scored_yet' } });
  await buy('ada', 'ada-3', -10);
  await scoreStale(deps());
  const { body } = await ask('/v1/customers/ada/scores');
  expect(body).toMatchObject({
    fallback: null,
    outdated: false,
    asOf: '2026-06-10',
    evidence: { purchaseDays: 3 },
    model: { orders: { name: 'mbg', version: 1, until: '2026-06-09' }, spend: { name: 'gg', version: 1 } },
    scores: { within: { churn: '90 days' }, money: { currency: 'EUR', margin: null } },
    watches: [{ watch: 'at-risk', inside: false }],
    crossings: [],
  });
  const { alive, churn, lifetimeValue, nextOrder } = body['scores'] as unknown as Record<string, number> & {
    nextOrder: Record<string, string>;
  };
  expect(alive).toBeGreaterThan(0.7);
  expect(churn).toBeGreaterThan(1 - alive!);
  expect(lifetimeValue).toBeGreaterThan(1_000);
  expect(nextOrder['from']! < nextOrder['median']! && nextOrder['median']! < nextOrder['to']!).toBe(true);
  expect((await ask('/v1/models')).body['models']).toMatchObject([{ state: 'active' }, { state: 'active' }]);
  await intake.post(told('order.cancelled', { id: 'ada' }, { orderId: 'ada-3' }, -9 * 1_440));
  expect((await ask('/v1/customers/ada/scores')).body).toMatchObject({ outdated: true });
});

test('a fit is put to use over the api by a key that operates, with the reason on record; it is so only once', async () => {
  await plantModel('orders', { r: 0.6, alpha: 6, a: 0.9, b: 1.6 });
  const wish = { kind: 'orders', version: 1, why: 'the sales bent the holdout' };
  const operateKey = 'rk_operates_of_the_test';
  await addKey(intake.db, store, operateKey, { scopes: ['operate'] });
  const promote = async (body: object, key = operateKey) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await intake.request('/v1/models/promotions', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as object };
  };
  const done = await promote(wish);
  expect(done).toMatchObject({ status: 200, body: { kind: 'orders', version: 1, state: 'active' } });
  expect(await promote(wish)).toEqual(done);
  const acts = await intake.db.select().from(auditLog).where(eq(auditLog.act, 'model.promoted'));
  expect(acts).toMatchObject([{ detail: wish, actor: expect.stringMatching(/^key:/u) }]);
  const inUse = await intake.db.select().from(models).where(eq(models.state, 'active'));
  expect(inUse.map(({ kind, version }) => `${kind} ${version}`).toSorted()).toEqual(['orders 1', 'spend 1']);
  expect((await promote({ ...wish, version: 9 })).status).toBe(404);
  expect(await promote({ ...wish, kind: 'luck', version: 0 })).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_promotion', fields: [{ field: 'kind' }, { field: 'version' }] } },
  });
  expect((await promote(wish, readKey)).status).toBe(401);
});

test('R63 R109 R155 a score that crosses a threshold begins a journey once, and ends it once when it goes back', async () => {
  const ada = await customerIdOf('ada');
  const runsOf = async () => intake.db.select().from(runs).where(eq(runs.customerId, ada));
  const routeAll = async () => {
    // Several processes at a time, as in production.
    await Promise.all(
      [1, 2, 3].map(async () => {
        while ((await routeCrossing(deps())).found);
      }),
    );
  };
  await scoreStale(deps());
  intake.clock.advance(120 * 86_400_000);
  await scoreStore(deps(), (await readStore(intake.db, store))!);
  await routeAll();
  expect(await runsOf()).toMatchObject([{ journey: 'atRisk', state: 'open', event: { watch: 'at-risk' }, episode: 1 }]);
  await scoreStore(deps(), (await readStore(intake.db, store))!);
  await routeAll();
  const [run] = await runsOf();
  const toldOf = async () =>
    (await intake.db.select().from(outbox).where(eq(outbox.runId, run!.id)).orderBy(outbox.id)).map(({ kind }) => kind);
  expect(await toldOf()).toEqual(['start']);

  // Back by another model, not by an order: the run ends by the score alone.
  await intake.db.update(models).set({ state: 'replaced' }).where(eq(models.kind, 'orders'));
  await plantModel('orders', { r: 2, alpha: 30, a: 0.05, b: 5 });
  await scoreStore(deps(), (await readStore(intake.db, store))!);
  await routeAll();
  expect(await toldOf()).toEqual(['start', 'exit']);
  expect((await runsOf())[0]).toMatchObject({ exitEvent: 'score.left' });
  const crossings = await intake.db.select().from(scoreCrossings).where(eq(scoreCrossings.customerId, ada));
  expect(crossings.map(({ way }) => way).toSorted()).toEqual(['entered', 'left']);
  expect(crossings.every(({ routedAt }) => routedAt !== null)).toBe(true);
});

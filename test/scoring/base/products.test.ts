import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { specs } from '../../../api/specs.ts';
import { scoreStore } from '../../../activities/score-base/score-store.ts';
import { fitProductGaps } from '../../../activities/scoring/replenishment/fit-gaps.ts';
import { productLevel } from '../../../activities/scoring/replenishment/gap-model.ts';
import { sequencesOf } from '../../../cli/scoring/gaps/sequences.ts';
import { syntheticShop } from '../../../cli/scoring/gaps/synthetic-shop.ts';
import { orderId, productId } from '../../../db/ids.ts';
import { customerAliases, models, productLevels, products, runs } from '../../../db/schema/index.ts';
import { readStore } from '../../../db/shop/stores.ts';
import { replaceMode } from '../../../db/switches/modes.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { usualGap } from '../../../domain/purchases/usual-gap.ts';
import { addKey, noon, useIntake } from '../../api/intake-server.ts';
import { told } from '../../api/told.ts';
import { customerOf, plantLog } from './cdnow-shop.ts';

const intake = useIntake(specs);
const shop = 'tea' as StoreId;
const key = 'rk_products_of_the_test';
const dayMillis = 86_400_000;

// The last day of the made-up shop is yesterday.
const made = syntheticShop(5);
const shift = noon / dayMillis - 1.5 - made.until;
const someProducts = new Set([...new Set(made.lines.map(({ product }) => product))].slice(0, 40));
const lines = made.lines
  .filter(({ product }) => someProducts.has(product))
  .map((line) => ({ ...line, day: line.day + shift }));

beforeAll(async () => {
  await plantLog(
    intake.db,
    shop,
    lines.map(({ product, quantity, ...line }) => ({ ...line, product: productId(shop, product!), units: quantity })),
  );
  await addKey(intake.db, shop, key, { scopes: ['read', 'ingest'] });
  const nominal = new Map(lines.map(({ product, nominalDays }) => [product!, nominalDays!]));
  for (const [name, days] of nominal) {
    await intake.db.insert(products).values({
      id: productId(shop, name),
      storeId: shop,
      externalId: name,
      title: name,
      translations: {},
      usualDays: Math.round(days),
    });
  }
  // A name for one of them, as her shop knows her.
  await intake.db.insert(customerAliases).values({ storeId: shop, kind: 'id', value: 'ada', customerId: ada });
  await replaceMode(intake.db, {
    store: shop,
    journey: 'replenishment',
    mode: 'on',
    at: new Date(noon),
    by: 'command:test',
    why: 'test',
  });
}, 120_000);

const keyOf = ({ customer, product }: (typeof lines)[number]): string => `${customer}/${product}`;
const daysOf = (key: string): number => new Set(lines.filter((line) => keyOf(line) === key).map(({ day }) => day)).size;
const adasKey = lines.map(keyOf).find((key) => daysOf(key) >= 5)!;
const [adasName, adasProduct] = adasKey.split('/') as [string, string];
const ada = customerOf(shop, adasName);

const order = async (name: string, product: string, quantity: number) => {
  const price = { amount: 500, currency: 'USD' };
  const data = { orderId: name, lines: [{ productId: product, quantity, unitPrice: price }], total: price };
  const event = told('order.placed', { id: 'ada' }, data, (intake.clock.now() - noon) / 60_000);
  const { body } = await intake.post(event, key);
  expect(body.events[0]).toMatchObject({ fate: 'applied' });
};
const begun = async (name: string) =>
  (
    await intake.db
      .select({ event: runs.event })
      .from(runs)
      .where(and(eq(runs.customerId, ada), eq(runs.journey, 'replenishment')))
      .orderBy(asc(runs.startedAt))
  ).find(({ event }) => (event as { orderId: string }).orderId === orderId(shop, name))?.event as
    | Record<string, string>
    | undefined;

test('R37 while there is no model the replenishment journey goes by the catalogue, and says so', async () => {
  await order('ada-1', adasProduct, 1);
  expect(await begun('ada-1')).toMatchObject({ by: 'rules', allGaps: '0' });
});

test('R37 R40 the nightly fit teaches it the gaps of all customers and of this one, with how many there were', async () => {
  const store = (await readStore(intake.db, shop))!;
  const { fits } = await scoreStore({ db: intake.db, clock: intake.clock }, store);
  expect(fits.find(({ kind }) => kind === 'products')).toMatchObject({ outcome: 'promoted', version: 1 });
  const [fitted] = await intake.db.select().from(models).where(eq(models.kind, 'products'));
  expect(fitted!.holdout).toMatchObject({ measure: 'mae', baseline: { name: 'catalogue' } });
  expect(fitted!.holdout.error).toBeLessThan(0.95 * fitted!.holdout.baseline.error);

  // The same from the order log, by the models alone; Ada's order of today is one more purchase.
  const today = noon / dayMillis - 0.5;
  const withToday = [
    ...lines,
    {
      ...lines.find(({ customer, product }) => customer === adasName && product === adasProduct)!,
      day: today,
      quantity: 1,
    },
  ];
  const sequences = sequencesOf(withToday, today);
  const gapsOf = (product: string) =>
    sequences
      .filter((one) => one.product === product && one.gaps.length > 0)
      .map(({ customer, gaps }) => ({ customer, ...sumsOf(gaps) }));
  const nominal = (product: string) => Math.round(lines.find((line) => line.product === product)!.nominalDays!);
  const model = fitProductGaps(
    [...someProducts].map((product) => ({ nominalDays: nominal(product!), customers: gapsOf(product!) })),
  );
  for (const name of ['sigma', 'tau', 'omega'] as const)
    expect(fitted!.parameters[name]! / model[name]).toBeCloseTo(1, 4);
  const level = productLevel(model, { nominalDays: nominal(adasProduct), customers: gapsOf(adasProduct) });
  const [kept] = await intake.db
    .select()
    .from(productLevels)
    .where(eq(productLevels.productId, productId(shop, adasProduct)));
  expect(kept!.mean).toBeCloseTo(level.mean, 5);
  expect(kept!.gaps).toBe(level.gaps);
  const buyers = new Set(withToday.filter(({ product }) => product === adasProduct).map(({ customer }) => customer));
  expect(kept).toMatchObject({ buyers: buyers.size, again: gapsOf(adasProduct).length });

  intake.clock.advance(20 * dayMillis);
  await order('ada-2', adasProduct, 2);
  const own = gapsOf(adasProduct).find(({ customer }) => customer === adasName)!;
  const known = { count: own.count + 1, sum: own.sum + Math.log(20) };
  const expected = Math.round(2 * Math.exp(usualGap(model, level, known).mean));
  expect(await begun('ada-2')).toMatchObject({
    lastsDays: String(expected),
    by: 'model',
    ownGaps: String(known.count),
    allGaps: String(level.gaps),
    model: '1',
  });
});

test('the answer for a customer gives each product’s day with its interval, the reminder’s day and N', async () => {
  const response = await intake.request('/v1/customers/ada/renewals', { headers: { authorization: `Bearer ${key}` } });
  const { renewals, today, leadDays } = (await response.json()) as {
    today: string;
    leadDays: number;
    renewals: readonly Record<string, string & { own: number; all: number }>[];
  };
  expect(leadDays).toBe(6);
  const one = renewals.find(({ product }) => product === adasProduct)!;
  expect(one).toMatchObject({
    by: 'model',
    lastDay: today,
    units: 2,
    overdue: false,
    model: { kind: 'products', version: 1 },
  });
  expect(one['evidence']!.own).toBeGreaterThanOrEqual(5);
  expect(one['from']! < one['day']! && one['day']! < one['to']!).toBe(true);
  expect(one['remindOn']! >= today && one['remindOn']! < one['day']!).toBe(true);
});

const sumsOf = (gaps: readonly { readonly days: number; readonly units: number }[]) => {
  const logs = gaps.map(({ days, units }) => Math.log(days / units));
  const sum = logs.reduce((all, one) => all + one, 0);
  return { count: gaps.length, sum, sumOfSquares: logs.reduce((all, one) => all + one * one, 0) };
};

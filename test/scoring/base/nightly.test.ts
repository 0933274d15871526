import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { setUpSchedules } from '../../../cli/temporal/schedules.ts';
import { orderId } from '../../../db/ids.ts';
import { customerAliases, orders, scores, scoringRuns, segmentStandings } from '../../../db/schema/index.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { nightlyScoring } from '../../../domain/scores/nightly.ts';
import { useDatabase } from '../../stack/database.ts';
import { useNamespace } from '../../stack/temporal.ts';
import { until, untilReady, useProcesses } from '../../worker/processes.ts';
import { readCdnowSample } from '../data/read-rows.ts';
import { plantLog } from './cdnow-shop.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();
const shop = 'cdnow' as StoreId;
const db = () => database.connection.db;

const options = () => ({
  databaseUrl: database.url,
  temporalAddress: temporal.address,
  namespace: temporal.namespace,
});

// Recent enough to be a shop's past: the log's last day is some days ago.
const shift = Math.floor(Date.now() / 86_400_000) - 10_410;
beforeAll(async () => {
  await plantLog(
    db(),
    shop,
    readCdnowSample().map((line) => ({ ...line, day: line.day + shift })),
  );
}, 60_000);

test('one schedule, made once, fits and scores every store at night; a worker scores after each order meanwhile, and says what it makes of the customer', async () => {
  expect(await setUpSchedules(temporal.connection, temporal.namespace)).toBe(true);
  expect(await setUpSchedules(temporal.connection, temporal.namespace)).toBe(false);
  const handle = temporal.client.schedule.getHandle(nightlyScoring.schedule);
  const { spec, policies } = await handle.describe();
  expect(spec.calendars).toMatchObject([{ hour: [{ start: 1 }], minute: [{ start: 30 }] }]);
  expect(policies.overlap).toBe('SKIP');

  const worker = await processes.worker(options());
  await untilReady(worker);
  await handle.trigger();
  const runsOf = async () => db().select().from(scoringRuns).where(eq(scoringRuns.storeId, shop));
  await until(
    async () => (await runsOf()).some(({ state }) => state === 'done'),
    () => worker.log(),
  );
  const [run] = await runsOf();
  expect(run).toMatchObject({ scored: 2_357, fits: [{ outcome: 'promoted' }, { outcome: 'promoted' }, {}] });
  const scored = await db().select().from(scores).where(eq(scores.storeId, shop));
  expect(scored).toHaveLength(2_357);

  const { customerId } = scored.find(({ days }) => days === 1)!;
  // Somebody whom the shop knows by a name: only such are in segments.
  await db().insert(customerAliases).values({ storeId: shop, kind: 'id', value: 'somebody', customerId });
  const id = orderId(shop, 'tonight');
  const now = new Date();
  await db().insert(orders).values({
    id,
    storeId: shop,
    externalId: 'tonight',
    customerId,
    state: 'placed',
    lines: [],
    total: 3_000,
    currency: 'USD',
    placedAt: now,
    updatedAt: now,
  });
  const scoreOf = async () => (await db().select().from(scores).where(eq(scores.customerId, customerId)))[0]!;
  await until(
    async () => (await scoreOf()).days === 2,
    () => worker.log(),
  );
  const standingOf = async () =>
    (await db().select().from(segmentStandings).where(eq(segmentStandings.customerId, customerId)))[0];
  await until(
    async () => ['recurring', 'vip'].includes((await standingOf())?.primary ?? ''),
    () => worker.log(),
  );
}, 120_000);

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { asc, eq } from 'drizzle-orm';
import { beforeAll } from 'vitest';
import { judgeChanged, judgeTimely } from '../../../activities/segment-base/judge-due.ts';
import { scoreStale } from '../../../activities/score-base/score-stale.ts';
import { routeStay } from '../../../api/crossings/route-stay.ts';
import { customerAliases, outbox, runs, segmentStandings, segmentStays } from '../../../db/schema/index.ts';
import { readStore } from '../../../db/shop/stores.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { addKey, noon, store, useIntake } from '../../api/intake-server.ts';
import { told } from '../../api/told.ts';

export const day = 86_400_000;

/** A journey for who is in a segment, while they are. */
const whileIn = (name: string, segment: string): JourneySpec => ({
  name,
  trigger: { name: 'segment.entered' },
  entry: { where: { segment } },
  subject: 'segment',
  reentry: 'always',
  exitOn: [{ name: 'segment.left', field: 'segment' }],
  purpose: 'marketing',
  rank: 'browse',
  expires: '1 day',
});
const specs = [
  whileIn('aboutToBuy', 'high-intent'),
  whileIn('cartLeft', 'saved:cart-left'),
  whileIn('vipOfSales', 'saved:vip-of-sales'),
  whileIn('recurringOfSales', 'saved:recurring-of-sales'),
  whileIn('lostOfSales', 'saved:lost-of-sales'),
];

/** One shop whose customers are judged, and what its tests do with it. They stand in one order, one day after the other. */
export const useStored = () => {
  const intake = useIntake(specs);
  const key = 'rk_segments_of_the_test';
  let old: CustomerId;
  beforeAll(async () => {
    await addKey(intake.db, store, key, { scopes: ['read', 'operate'] });
    old = await joins('old');
    await buys('old', 'old-1');
  });

  const deps = () => ({ db: intake.db, clock: intake.clock, specs });
  const shop = async () => (await readStore(intake.db, store))!;
  const ask = async (path: string, method = 'GET', body?: object) => {
    const response = await intake.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  /** Minutes of the clock after noon of the first day: events happen now. */
  const minute = () => (intake.clock.now() - noon) / 60_000;
  const joins = async (name: string): Promise<CustomerId> => {
    await intake.post(told('customer.created', { id: name, email: `${name}@shop.example` }, {}, minute()));
    return (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name)))[0]!.customerId;
  };
  const buys = async (name: string, order: string, amount = 4_000) =>
    intake.post(
      told('order.placed', { id: name }, { orderId: order, lines: [], total: { amount, currency: 'EUR' } }, minute()),
    );
  /** Judges what has changed, as the worker does between two looks. */
  const keepUp = async () => {
    while ((await scoreStale(deps())) > 0);
    while ((await judgeChanged(deps())) > 0);
    while ((await judgeTimely(deps())) > 0);
  };
  const standingOf = async (customer: CustomerId) =>
    (await intake.db.select().from(segmentStandings).where(eq(segmentStandings.customerId, customer)))[0];
  const staysOf = async (customer: CustomerId) =>
    intake.db
      .select()
      .from(segmentStays)
      .where(eq(segmentStays.customerId, customer))
      .orderBy(asc(segmentStays.enteredAt), asc(segmentStays.id));
  const routeAll = async () =>
    // Several processes at a time, as in production.
    Promise.all(
      [1, 2, 3].map(async () => {
        while ((await routeStay(deps())).found);
      }),
    );
  const runsOf = async (customer: CustomerId) => intake.db.select().from(runs).where(eq(runs.customerId, customer));
  const toldOf = async (run: string) =>
    (
      await intake.db
        .select()
        .from(outbox)
        .where(eq(outbox.runId, run as never))
        .orderBy(outbox.id)
    ).map(({ kind }) => kind);

  /** `npm run segments` with these words, on the database of the test. */
  const command = async (...words: readonly string[]) =>
    new Promise<{ readonly code: number | null; readonly stdout: string }>((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'cli/segments/main.ts', ...words], {
        cwd: fileURLToPath(new URL('../../..', import.meta.url)),
        env: { ...process.env, DATABASE_URL: intake.databaseUrl() },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let stdout = '';
      child.stdout.on('data', (some: Buffer) => (stdout += some.toString()));
      child.on('close', (code) => resolve({ code, stdout }));
    });

  return {
    /** Who is there from the beginning, and bought once. */
    old: () => old,
    intake,
    deps,
    shop,
    ask,
    minute,
    joins,
    buys,
    keepUp,
    standingOf,
    staysOf,
    routeAll,
    runsOf,
    toldOf,
    command,
  };
};

export type Stored = ReturnType<typeof useStored>;

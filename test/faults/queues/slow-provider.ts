import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { Cast } from '../cast/cast.ts';
import type { Part, PartContext, PlannedInjection, Scale } from '../part.ts';
import { type FaultRow, faultRow } from '../report/fault-row.ts';
import { percentile } from '../report/percentile.ts';
import { shuffled } from '../seed.ts';
import { until } from '../until.ts';
import { cart, consent, lamp, order, poster } from './customer-events.ts';
import { megabytes, watchMemory } from './memory.ts';
import { startNotice } from './notices.ts';

interface Size {
  readonly messages: number;
  /** How long is watched while the backlog is there. */
  readonly seconds: number;
  readonly notices: number;
  readonly purchases: number;
}

const sizes: Readonly<Record<Scale, Size>> = {
  quick: { messages: 200, seconds: 4, notices: 2, purchases: 10 },
  full: { messages: 10_000, seconds: 90, notices: 30, purchases: 500 },
};

/** How long the slow provider takes for each message, in milliseconds; far within its time-out. */
const slowMillis = 4_000;
/** Each process may hold so much, in megabytes: a heap without a bound grows as far as the machine has memory. */
const heapMegabytes = 1_024;
const mostGrowth = 1.2;
/** A transactional message goes out in the time of its own call and this, p99. */
const noticeMargin = 5_000;

/** Thousands of messages are due at once, and the provider is slow: nothing is lost, and what is urgent passes. */
export const slowProvider: Part = {
  name: 'slow-provider',
  title: 'a slow provider while thousands of messages are due',
  scales: ['quick', 'full'],
  plan: (_random, scale) => [
    { fault: 'slow provider', detail: { messages: sizes[scale].messages, millisEach: slowMillis } },
  ],
  run: async (context, plan) => [await slowDown(context, plan[0]!)],
};

const slowDown = async (context: PartContext, { fault, detail }: PlannedInjection): Promise<FaultRow> => {
  const size = sizes[context.scale];
  const messages = Number(detail!['messages']);
  const cast = await context.openCast({
    environment: {
      WORKFLOW_BUNDLE: await fixtureBundle(context.folder),
      PROVIDER_TIMEOUT_MS: '9000',
      NODE_OPTIONS: `--max-old-space-size=${heapMegabytes}`,
    },
  });
  const post = poster(cast);
  const ackMillis: number[] = [];
  const refused: number[] = [];
  const tell = async (events: Parameters<typeof post>[0]): Promise<void> => {
    const { status, millis } = await post(events);
    if (status === 202) ackMillis.push(millis);
    else refused.push(status);
  };
  // All of them are due before Temporal hears of the first: they come to the provider at once.
  const shoppers = Array.from({ length: messages }, (_, n) => `due-${n}`);
  await cast.temporal.kill();
  await tell(lamp());
  for (let from = 0; from < messages; from += 100) {
    const some = shoppers.slice(from, from + 100);
    await tell([...some.map(consent), ...some.map((name) => cart(name, 61 * 60_000))]);
  }
  await cast.provider.fault({ kind: 'slow', millis: slowMillis });
  await cast.temporal.start();
  await until('the first message is with the provider', async () => (await cast.provider.requests()) > 0);
  // Workers remember runs: while they come in by the thousand, memory grows for a reason.
  await until('Temporal was told of every run', async () => (await untold(cast)) === 0, { timeoutMillis: 600_000 });
  context.progress(`${messages} messages are due; the provider takes ${slowMillis} ms for each`);

  const slowSince = Date.now();
  const backlog = watchBacklog(cast);
  const halves = [size.seconds / 2, size.seconds / 2];
  const memory: number[] = [];
  const watching = (async () => {
    for (const seconds of halves) {
      const watch = watchMemory(cast.workers);
      await wait(seconds * 1000);
      memory.push(watch.stop().median);
    }
  })();
  const drawn = shuffled(context.random, shoppers);
  const buyers = drawn.slice(0, size.purchases);
  const bought = new Map<string, number>();
  const noticed = new Map<string, number>();
  const urgent = (async () => {
    for (const name of drawn.slice(size.purchases, size.purchases + size.notices)) {
      noticed.set(await startNotice(cast, name), Date.now());
      await wait((size.seconds * 1000) / size.notices / 2);
    }
  })();
  for (const name of buyers) {
    await tell(order(name));
    bought.set(name, Date.now());
  }
  await Promise.all([watching, urgent]);
  const slowRate = cast.provider.acceptances().length / ((Date.now() - slowSince) / 1000);
  await until('every notice is out', () => accepted(cast, [...noticed.keys()]).length === noticed.size);
  const { oldest, most } = backlog.stop();

  const fast = Date.now();
  const waiting = await unsettled(cast);
  await cast.provider.heal();
  await until('every first message has its outcome', async () => (await unsettled(cast)) === 0, {
    timeoutMillis: 600_000,
    everyMillis: 500,
  });
  const recovery = (Date.now() - fast) / 1000;

  const record = cast.provider.acceptances();
  const notices = accepted(cast, [...noticed.keys()]).map(({ key, acceptedAt }) => acceptedAt - noticed.get(key)!);
  const late = record.filter(({ key, to, claimedAt }) => {
    const at = bought.get(to.split('@')[0]!);
    return at !== undefined && !noticed.has(key) && Date.parse(claimedAt ?? '') > at;
  });
  const stopped = buyers.filter((name) => !record.some(({ to }) => to.startsWith(`${name}@`)));
  const growth = memory[1]! / memory[0]!;
  const noticeMillis = percentile(notices, 99)!;
  const failures = [
    ...(growth > mostGrowth ? [`memory of the workers grew to ${growth.toFixed(2)} times`] : []),
    ...(context.scale === 'full' && noticeMillis > slowMillis + noticeMargin
      ? [`transactional messages took ${Math.round(noticeMillis)} ms`]
      : []),
    ...(stopped.length === 0 ? ['no purchase stopped a message that waited'] : []),
    ...(refused.length > 0 ? [`posts refused: ${refused.join(', ')}`] : []),
    ...[...cast.apis, ...cast.workers].flatMap((service) => service.crashes()),
  ];
  const answered = messages * 2 + bought.size + 1;
  return faultRow({
    fault,
    injections: 1,
    acknowledged: answered,
    lost: await lostEvents(cast, answered),
    duplicates: record.length - new Set(record.map(({ key }) => key)).size,
    afterPurchase: late.length,
    sends: { temporal: record.length, gate: 0 },
    recoverySeconds: [recovery],
    ackMillis,
    failures,
    notes: [
      `${messages} due at once, ${Math.round(slowRate)} a second accepted; the oldest was ${Math.round(oldest)} s over its time, at most ${most} waited; memory of the workers ×${growth.toFixed(2)} (${megabytes(memory[1]!)} for ${cast.workers.length}, each with a heap of at most ${heapMegabytes} MB)`,
      `transactional messages out in p50 ${Math.round(percentile(notices, 50)!)} ms, p99 ${Math.round(noticeMillis)} ms; ${stopped.length} of ${buyers.length} purchases stopped a message that waited, the others came after its claim; fast again, the ${waiting} that waited took ${Math.round(recovery)} s`,
    ],
  });
};

/** The journeys and a transactional one, as a release would bundle them. */
const fixtureBundle = async (folder: string): Promise<string> => {
  const workflowsPath = fileURLToPath(new URL('./fixture/index.ts', import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  const file = join(folder, 'fixture-bundle.js');
  writeFileSync(file, code);
  return file;
};

const accepted = (cast: Cast, keys: readonly string[]) =>
  cast.provider.acceptances().filter(({ key }) => keys.includes(key));

const untold = async ({ postgres: { sql } }: Cast): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from outbox where dispatched_at is null`;
  return row!.count;
};

/** Open runs that no exit stopped and whose first message has no outcome yet. */
const unsettled = async ({ postgres: { sql } }: Cast): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from runs
    where state = 'open' and exit_event is null and not exists (
      select 1 from messages where messages.run_id = runs.id and messages.state not in ('planned', 'claimed'))`;
  return row!.count;
};

/** Looks every second how many messages wait past their time, and for how long the oldest does. */
const watchBacklog = (cast: Cast): { stop(): { readonly oldest: number; readonly most: number } } => {
  const seen = { oldest: 0, most: 0 };
  const since = Date.now();
  const look = async (): Promise<void> => {
    const count = await unsettled(cast);
    seen.most = Math.max(seen.most, count);
    if (count > 0) seen.oldest = (Date.now() - since) / 1000;
  };
  const timer = setInterval(() => {
    void look();
  }, 1_000);
  return {
    stop: () => {
      clearInterval(timer);
      return seen;
    },
  };
};

const lostEvents = async ({ postgres: { sql } }: Cast, answered: number): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from inbox`;
  return Math.max(0, answered - row!.count);
};

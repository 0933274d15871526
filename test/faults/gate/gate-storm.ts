import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectDatabase } from '../../../db/client.ts';
import { projectFolder } from '../../../dev/data/folders.ts';
import { type Child, startChild } from '../../../dev/process/child.ts';
import { logTail } from '../../../dev/process/log-tail.ts';
import type { DemoClock } from '../../../domain/time/clock.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { addPeople, buy, noon, openShop, type Person } from '../../gate/world.ts';
import { openPostgres } from '../cast/postgres.ts';
import { type FaultShare, openProvider } from '../cast/provider.ts';
import type { PartContext } from '../part.ts';
import { type FaultRow, faultRow } from '../report/fault-row.ts';
import { between } from '../seed.ts';
import type { AcknowledgedEvent } from '../shop/shop-event.ts';
import { judgeGate } from './judge-gate.ts';

/** What one process of the storm is told. */
export interface GateChildSettings {
  readonly databaseUrl: string;
  readonly providerUrl: string;
  /** JSON of everybody's `DeliverInput`. */
  readonly file: string;
  readonly clock: DemoClock;
  readonly child: number;
  readonly children: number;
  readonly concurrency: number;
  readonly timeoutMillis: number;
}

export interface GateStorm {
  readonly people: number;
  /** One of this many buys while it is being sent to. */
  readonly buyerOneOf: number;
  /** Kills of a process with -9. */
  readonly kills: number;
}

/** Shares of all requests. Those that accept first are the dangerous ones: only the key tells that it was sent. */
export const answerShares: readonly FaultShare[] = [
  { fault: { kind: 'lost' }, share: 0.06 },
  { fault: { kind: 'truncated' }, share: 0.05 },
  { fault: { kind: 'empty-body' }, share: 0.03 },
  { fault: { kind: 'null-body' }, share: 0.03 },
  { fault: { kind: 'hang' }, share: 0.005 },
  { fault: { kind: 'hang-before' }, share: 0.005 },
  { fault: { kind: 'server-error' }, share: 0.03 },
  { fault: { kind: 'html-error' }, share: 0.02 },
  { fault: { kind: 'drop-before' }, share: 0.02 },
  { fault: { kind: 'rate-limited', retryAfterSeconds: 0 }, share: 0.02 },
  { fault: { kind: 'concurrent' }, share: 0.01 },
  { fault: { kind: 'changed-body' }, share: 0.0005 },
];

const children = 2;

/** Several processes ask the gate about the same people, the provider loses answers, people buy, processes die. */
export const runGateStorm = async (context: PartContext, storm: GateStorm): Promise<readonly FaultRow[]> => {
  const { folder, random, progress, defer } = context;
  const [postgres, provider] = await Promise.all([openPostgres(defer), openProvider(folder, defer)]);
  const database = connectDatabase(postgres.url, 8);
  defer(() => database.close());
  const clock: DemoClock = { real: toInstant(Date.now()), demo: toInstant(noon), rate: 1 };
  await openShop(database.db);
  const people: Person[] = [];
  while (people.length < storm.people) {
    people.push(...(await addPeople(database.db, Math.min(500, storm.people - people.length))));
  }
  const file = join(folder, 'inputs.json');
  writeFileSync(file, JSON.stringify(people.map(({ input }) => input)));
  await provider.mix(between(random, 0, 2 ** 31), answerShares, { kind: 'slow', millis: 2 });

  const startedAt = Date.now();
  const ended = new Set<number>();
  const logs: string[] = [];
  const start = (child: number): Child => {
    const settings: GateChildSettings = {
      databaseUrl: postgres.url,
      providerUrl: provider.url,
      file,
      clock,
      child,
      children,
      concurrency: 12,
      timeoutMillis: 400,
    };
    const log = join(folder, `gate-${child}-${logs.length}.log`);
    logs.push(log);
    const script = fileURLToPath(new URL('./gate-child.ts', import.meta.url));
    return startChild({
      name: `gate ${child}`,
      command: process.execPath,
      args: ['--import', import.meta.resolve('tsx'), script, JSON.stringify(settings)],
      folder: projectFolder,
      log,
    });
  };
  const failures: string[] = [];
  const running: Child[] = [];
  const keep = async (child: number): Promise<void> => {
    for (;;) {
      const process = (running[child] = start(child));
      const { code, signal } = await process.ended;
      if (code === 0) break;
      if (signal !== 'SIGKILL')
        failures.push(`a process ended with ${signal ?? `code ${code}`}: ${logTail(logs.at(-1)!)}`);
      if (failures.length > 10) break;
    }
    ended.add(child);
  };
  defer(async () => void (await Promise.all(running.map(async (one) => one.stop()))));
  const done = Promise.all(Array.from({ length: children }, async (_, child) => keep(child)));

  const share = (): number => provider.acceptances().length / people.length;
  const kills: number[] = [];
  const killing = (async (): Promise<void> => {
    for (let kill = 1; kill <= storm.kills; kill++) {
      // Spread over the work, not over the time: how fast it goes depends on the machine.
      while (share() < (0.85 * kill) / (storm.kills + 1) && ended.size < children) await wait(50);
      const victim = running[between(random, 0, children - 1)]!;
      if (ended.size === children) return;
      try {
        process.kill(victim.pid, 'SIGKILL');
        kills.push(Date.now());
        await victim.ended;
      } catch {
        // It was done already.
      }
    }
  })();
  const orders: AcknowledgedEvent[] = [];
  const buying = (async (): Promise<void> => {
    const buyers = people.filter((_, index) => index % storm.buyerOneOf === 1);
    for (const [index, buyer] of buyers.entries()) {
      // A little ahead of those who are being sent to, or a little behind.
      const place = (index + between(random, -3, 6) / storm.buyerOneOf) / buyers.length;
      while (share() < 0.8 * place && ended.size < children) await wait(5);
      const postedAt = Date.now();
      await buy(database.db, buyer, noon + postedAt - startedAt);
      orders.push(orderOf(buyer, postedAt));
    }
  })();
  const telling = setInterval(() => progress(`${provider.acceptances().length} of ${people.length} accepted`), 15_000);
  try {
    await Promise.all([done, killing, buying]);
  } finally {
    clearInterval(telling);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  const verdict = await judgeGate({
    sql: postgres.sql,
    acceptances: provider.acceptances(),
    orders,
    clock,
    asked: people.map(({ key }) => key),
  });
  const injected = Object.values(await provider.injected()).reduce((sum, one) => sum + one, 0);
  const accepted = provider.acceptances();
  progress(
    `${accepted.length} messages accepted in ${seconds.toFixed(0)} s, ${orders.length} orders, ${kills.length} kills, ` +
      `${injected} answers spoilt, ${verdict.unknown.length} parked`,
  );
  const after = kills.map((at) => accepted.find(({ acceptedAt }) => acceptedAt > at)?.acceptedAt);
  return [
    faultRow({
      fault: 'gate alone: answers lost, truncated, late, refused',
      injections: injected,
      lost: verdict.lost.length,
      duplicates: verdict.duplicates.length,
      afterPurchase: verdict.afterPurchase.length,
      unknownParked: verdict.unknown.length,
      sends: { temporal: 0, gate: accepted.length },
      failures: [
        ...failures,
        ...[verdict.lost, verdict.duplicates, verdict.afterPurchase, verdict.failures]
          .flat()
          .slice(0, 20)
          .map(({ what }) => what),
      ],
    }),
    faultRow({
      fault: 'gate alone: process kill -9',
      injections: kills.length,
      recoverySeconds: kills.flatMap((at, index) => (after[index] === undefined ? [] : [(after[index] - at) / 1000])),
    }),
  ];
};

const orderOf = ({ email, customer }: Person, postedAt: number): AcknowledgedEvent => ({
  id: `order-${customer}`,
  type: 'order.placed',
  occurredAt: toInstant(noon),
  customer: { email },
  orderId: `order-${customer}`,
  fate: 'applied',
  postedAt,
  answeredAt: Date.now(),
});

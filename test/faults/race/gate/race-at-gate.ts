import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../../../domain/random.ts';
import { connectDatabase, type Database } from '../../../../db/client.ts';
import { toInstant } from '../../../../domain/time/instant.ts';
import { addPeople, minute, openShop, type Person } from '../../../gate/world.ts';
import { openPostgres } from '../../cast/postgres.ts';
import { openProvider } from '../../cast/provider.ts';
import { seedOf } from '../../seed.ts';
import { installJudge, judgeRace, judgeSetting } from '../judge.ts';
import type { RaceRow } from '../table.ts';
import { followBoundary } from './boundary.ts';
import { type Racer, startRacers } from './crew.ts';
import type { GateKind, OrderRoad } from './message.ts';

export interface GateRaceOptions {
  readonly seed: number;
  /** Processes; half of them order, the others ask the gate. */
  readonly processes: number;
  /** Pairs whose order goes through the product's intake. */
  readonly byIntake: number;
  /** Pairs whose order takes the same locks in SQL. */
  readonly bySql: number;
  /** Pairs raced against the gate that is known to be wrong. */
  readonly control: number;
  readonly progress: (line: string) => void;
}

/** Pairs under way at a time. */
const lanes = 16;

/** Races orders against gates on one PostgreSQL that syncs every commit; the last heat is the known-bad control. */
export const raceAtGate = async (options: GateRaceOptions): Promise<readonly RaceRow[]> => {
  const undo: (() => Promise<void> | void)[] = [];
  const defer = (one: () => Promise<void> | void): void => void undo.push(one);
  const folder = mkdtempSync(join(tmpdir(), 'relance-race-'));
  defer(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const [postgres, provider] = await Promise.all([openPostgres(defer, [judgeSetting]), openProvider(folder, defer)]);
    await installJudge(postgres.sql);
    const connection = connectDatabase(postgres.url, 4);
    defer(async () => connection.close());
    await openShop(connection.db);
    const half = Math.max(1, Math.floor(options.processes / 2));
    const racers = await startRacers(half * 2, { database: postgres.url, provider: provider.url }, defer);
    const crew = { orders: racers.slice(0, half), gates: racers.slice(half) };

    const heats: RaceRow[] = [];
    const heat = async (title: string, pairs: number, road: OrderRoad, kind: GateKind): Promise<void> => {
      if (pairs === 0) return;
      const since = new Date();
      const began = performance.now();
      await play(connection.db, crew, { pairs, road, kind, title, ...options });
      const seconds = (performance.now() - began) / 1000;
      const tally = await judgeRace(postgres.sql, provider.acceptances(), since);
      heats.push({ title, seconds, tally, control: kind === 'one-statement' });
    };
    await heat('the gate, orders through the intake', options.byIntake, 'intake', 'the gate');
    await heat("the gate, orders by the intake's locks in SQL", options.bySql, 'sql', 'the gate');
    await heat('control: one statement, known to be wrong', options.control, 'sql', 'one-statement');
    return heats;
  } finally {
    for (const one of undo.toReversed()) await one();
  }
};

interface Heat {
  readonly title: string;
  readonly pairs: number;
  readonly road: OrderRoad;
  readonly kind: GateKind;
  readonly seed: number;
  readonly progress: (line: string) => void;
}

const play = async (
  db: Database,
  crew: { readonly orders: readonly Racer[]; readonly gates: readonly Racer[] },
  { title, pairs, road, kind, seed, progress }: Heat,
): Promise<void> => {
  const random = seededRandom(seedOf(seed, title));
  const boundary = followBoundary(random);
  const people = planter(db, pairs);
  let next = 0;
  let told = performance.now();
  const lane = async (): Promise<void> => {
    for (let pair = next++; pair < pairs; pair = next++) {
      const person = await people.next();
      const start = boundary.next();
      const [{ claimed }] = await Promise.all([
        crew.gates[pair % crew.gates.length]!.take({
          pair,
          person,
          afterMillis: start.gate,
          act: { as: 'gate', kind },
        }),
        crew.orders[Math.floor(random() * crew.orders.length)]!.take({
          pair,
          person,
          afterMillis: start.order,
          act: { as: 'order', road },
        }),
      ]);
      boundary.learn(claimed);
      if (performance.now() - told > 10_000) {
        told = performance.now();
        progress(`${title}: ${pair} of ${pairs} pairs`);
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

/** Customers whose message is due now, made some hundreds at a time, a little ahead of the race. */
const planter = (db: Database, total: number): { next(): Promise<Person> } => {
  const block = 400;
  const ready: Person[] = [];
  let planted = 0;
  let planting: Promise<void> | undefined;
  const plant = async (): Promise<void> => {
    const count = Math.min(block, total - planted);
    planted += count;
    const input = { dueAt: toInstant(Date.now() - minute), expiresAt: toInstant(Date.now() + 60 * minute) };
    ready.push(...(await addPeople(db, count, { touchedAt: Date.now(), input })));
  };
  return {
    next: async () => {
      for (;;) {
        if (ready.length < block / 2 && planted < total) {
          planting ??= plant().finally(() => (planting = undefined));
        }
        const person = ready.shift();
        if (person) return person;
        await planting;
      }
    },
  };
};

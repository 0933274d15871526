import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { offerCodes, rampBlocks, rampTakes } from '../../../db/schema/index.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { minute, noon, type Person, setOffers, store } from '../world.ts';
import { useGate } from '../use-gate.ts';
import type { KillSettings } from './kill-child.ts';
import { fillPool, offerStep, poolTen, shownCode, states, withOffer } from './pool.ts';

const gate = useGate();
const child = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** An attempt that was not killed: its statements, and which of them was the first that took a code. */
interface Whole {
  readonly lease: number;
  readonly sent: number;
}

/** How the process ended: by its own kill, or whole. */
const run = async (settings: KillSettings): Promise<'killed' | Whole> =>
  new Promise((resolve, reject) => {
    const running = execFile(
      process.execPath,
      ['--import', 'tsx', child, JSON.stringify(settings)],
      { cwd: root, timeout: 60_000 },
      (_error, output, errors) => {
        if (running.signalCode === 'SIGKILL') resolve('killed');
        else if (running.exitCode === 0) resolve(JSON.parse(output) as Whole);
        else reject(new Error(`the child ended with ${running.exitCode}: ${errors}`));
      },
    );
  });

const poolOf = 60;

/** A day of a warm-up that has room for everybody, whoever they are. */
const warmUp = async (): Promise<void> => {
  const { deliverability } = defaultPolicy;
  await plantPolicy(gate.db, store, {
    deliverability: {
      ...deliverability,
      ramps: [{ domain: 'shop.example', schedule: [2 * poolOf] }],
      rampRules: { ...deliverability.rampRules, activeWithin: [], keptForBest: 0 },
    },
  });
};

/** What of the day is taken, and by how many messages. */
const taken = async () => {
  const [blocks] = await gate.db
    .select({ taken: sql<number>`sum(taken)::int`, over: sql<boolean>`bool_or(taken > capacity)` })
    .from(rampBlocks);
  return { ...blocks!, by: (await gate.db.select().from(rampTakes)).length };
};

test(
  'Q13 R202 killed before every statement from the lease to the record: no code and no message of a warm-up is lost, none is given to two',
  { timeout: 300_000 },
  async () => {
    await setOffers(gate.db, { cartTen: poolTen });
    await warmUp();
    await fillPool(gate.db, poolOf, 'KILL');
    const attemptOf = async (person: Person, statements: number) =>
      run({
        databaseUrl: gate.databaseUrl,
        providerUrl: gate.fake.url,
        now: noon,
        input: { ...person.input, ...withOffer(person.cart) },
        statements,
      });
    // The first decision of a day notes what later ones only read: the second attempt is like all that follow.
    await attemptOf(await gate.person({ input: offerStep }), Number.MAX_SAFE_INTEGER);
    const whole = (await attemptOf(await gate.person({ input: offerStep }), Number.MAX_SAFE_INTEGER)) as Whole;
    // What only reads before it takes nothing.
    const points = Array.from({ length: whole.sent - whole.lease }, (_, index) => whole.lease + index);
    expect(points.length).toBeGreaterThan(15);
    // One process a statement, a few at a time.
    const people: Person[] = [];
    const ends = points.values();
    const killed: number[] = [];
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const statements of ends) {
          const person = await gate.person({ input: offerStep });
          people.push(person);
          if ((await attemptOf(person, statements)) === 'killed') killed.push(statements);
        }
      }),
    );
    expect(killed.length).toBe(points.length);
    const seen = await states(gate.db, 'KILL');
    // The points were met at which it matters: with a lease, with a claim, after an acceptance that nobody recorded.
    expect(seen['leased']).toBeGreaterThan(0);
    expect(seen['reserved']).toBeGreaterThan(0);
    expect(Object.values(seen).reduce((sum, count) => sum + count, 0)).toBe(poolOf);

    // The next attempt of every second step comes at once; of the others when the leases are over.
    for (const [index, person] of people.entries()) {
      gate.clock.set(index % 2 === 0 ? noon : noon + 3 * minute);
      await expect
        .poll(async () => gate.attempt(person, { input: withOffer(person.cart) }), { interval: 20 })
        .toHaveProperty('outcome', 'accepted');
    }
    gate.clock.set(noon + 10 * minute);
    const late = await gate.person({ input: offerStep });
    await gate.attempt(late, { input: withOffer(late.cart) });

    // One of the day for each message that went out, whatever died on the way.
    const sent = gate.fake.acceptances().length;
    expect(sent).toBe(points.length + 3);
    expect(await taken()).toEqual({ taken: sent, over: false, by: sent });

    const given = new Map<string, Set<string>>();
    for (const { to, body } of gate.fake.acceptances()) {
      const code = shownCode(body['text'], 'KILL');
      if (code) given.set(code, new Set([...(given.get(code) ?? []), to]));
    }
    expect([...given.values()].every((owners) => owners.size === 1)).toBe(true);
    expect(given.size).toBe(points.length + 3);
    expect(await states(gate.db, 'KILL')).toEqual(expect.objectContaining({ given: points.length + 3 }));
    const [counts] = await gate.db
      .select({
        all: sql<number>`count(*)::int`,
        wrong: sql<number>`count(*) filter (where state not in ('given', 'free', 'leased'))::int`,
        leased: sql<number>`count(*) filter (where state = 'leased' and leased_until > ${new Date(noon + 10 * minute).toISOString()}::timestamptz)::int`,
      })
      .from(offerCodes);
    expect(counts).toEqual({ all: poolOf, wrong: 0, leased: 0 });
    // What was left leased is free for others: the whole rest of the pool can be given.
    const rest = poolOf - given.size;
    const others = await Promise.all(Array.from({ length: rest }, async () => gate.person({ input: offerStep })));
    await Promise.all(others.map(async (one) => gate.attempt(one, { input: withOffer(one.cart) })));
    expect(await states(gate.db, 'KILL')).toEqual({ given: poolOf });
    expect(await taken()).toEqual({ taken: poolOf, over: false, by: poolOf });
  },
);

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { offerCodes } from '../../../db/schema/index.ts';
import { minute, noon, type Person, setOffers } from '../world.ts';
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

test(
  'Q13 killed before every statement from the lease to the record: no code is lost, and none is given to two',
  { timeout: 300_000 },
  async () => {
    await setOffers(gate.db, { cartTen: poolTen });
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
  },
);

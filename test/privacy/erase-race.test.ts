import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { nameHash } from '../../db/personal-data/name-hash.ts';
import { markErased } from '../../db/personal-data/mark-erased.ts';
import { eraseRows } from '../../db/personal-data/erase-rows.ts';
import { erasures, messages } from '../../db/schema/index.ts';
import { seededRandom } from '../../domain/random.ts';
import { useGate } from '../gate/use-gate.ts';
import { buy, consentOf, noon, type Person, store } from '../gate/world.ts';
import { seed } from '../stack/seed.ts';

const gate = useGate();
const random = seededRandom(seed);
const hash = nameHash(Buffer.alloc(32, 3));

/** Erases, and tells whether a claim stood under the lock: what is claimed by then may still go out. */
const erase = async (person: Person): Promise<boolean> =>
  gate.db.transaction(async (queries) => {
    await markErased(queries, hash, {
      store,
      customer: person.customer,
      actor: 'command:test',
      now: new Date(gate.clock.now()),
    });
    const [row] = await queries.select().from(messages).where(eq(messages.runId, person.run));
    return row !== undefined && row.claimedAt !== null;
  });

const empty = async (person: Person): Promise<void> => {
  const [row] = await gate.db.select().from(erasures).where(eq(erasures.customerId, person.customer));
  if (!row) return;
  await eraseRows(gate.db, { store, customers: [person.customer], erased: { names: row.names, hash } });
};

const steps = fc.constantFrom('attempt', 'attempt', 'erase', 'empty', 'buy', 'consent', 'lost', 'refused');

const ends = { sent: 0, kept: 0 };

test('R214 promise 8: an erasure at any point of a send, with anything beside it: nothing unclaimed goes out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(steps, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), async (rounds) => {
      const person = await gate.person();
      let isErased = false;
      let wasClaimed = false;
      const act: Record<typeof steps extends fc.Arbitrary<infer Step> ? Step : never, () => Promise<unknown>> = {
        attempt: async () => gate.attempt(person),
        erase: async () => {
          if (isErased) return;
          isErased = true;
          wasClaimed = await erase(person);
        },
        empty: async () => empty(person),
        buy: async () => buy(gate.db, person),
        consent: async () => consentOf(gate.db, person.customer, 'granted', noon + Math.floor(random() * 1e9)),
        lost: async () => gate.fake.fault({ kind: 'lost' }, { times: 1, match: (key) => key === person.key }),
        refused: async () =>
          gate.fake.fault({ kind: 'server-error' }, { times: 1, match: (key) => key === person.key }),
      };
      // The steps of one round happen at once.
      for (const round of [...rounds, ['erase'] as const]) {
        await Promise.all(round.map(async (step) => act[step]()));
      }
      const before = gate.accepted(person).length;
      await empty(person);
      for (let again = 0; again < 3; again++) await gate.attempt(person);

      expect(gate.accepted(person).length).toBe(before);
      if (!wasClaimed) expect(before).toBe(0);
      ends[before > 0 ? 'sent' : 'kept'] += 1;
      expect(before).toBeLessThanOrEqual(1);
      const row = await gate.row(person);
      if (row) expect(['accepted', 'withheld', 'failed', 'unknown']).toContain(row.state);
    }),
    { numRuns: 60 },
  );
  // Both sides of the race were seen.
  expect(Math.min(ends.sent, ends.kept)).toBeGreaterThan(0);
}, 60_000);

test('R214 promise 8: a worker that ends in the middle of an erasure leaves on the receipt what it erased', async () => {
  const person = await gate.person();
  await erase(person);
  const [row] = await gate.db.select().from(erasures).where(eq(erasures.customerId, person.customer));
  const asked = { store, customers: [person.customer], erased: { names: row!.names, hash } };
  const erased = await eraseRows(gate.db, asked, row!.id);
  expect(await eraseRows(gate.db, asked, row!.id)).toEqual({});
  const [after] = await gate.db.select().from(erasures).where(eq(erasures.customerId, person.customer));
  expect(erased).toMatchObject({ runs: 1, carts: 1 });
  expect(after!.counts).toEqual({ ...row!.counts, ...erased });
});

import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { previewPolicy } from '../../api/policies/preview.ts';
import type { Comparison } from '../../api/policies/preview-tally.ts';
import { savePolicy } from '../../api/policies/save-policy.ts';
import { policySections } from '../../api/policies/schemas.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import { readPast } from '../../db/policies/versions.ts';
import { messages, policyVersions } from '../../db/schema/index.ts';
import type { Policy, PolicySection } from '../../domain/policy/policy.ts';
import { isSameOutcome, outcomeOf, saidOf } from '../../domain/rules/outcome.ts';
import { rejudge } from '../../domain/rules/rejudge.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { plan, plant } from '../explain/planted.ts';
import { useGate } from '../gate/use-gate.ts';
import { keyed, noon, type Person, store } from '../gate/world.ts';

const gate = useGate();
beforeEach(async () => gate.db.delete(policyVersions));

const provider: Provider = { ...keyed, send: async ({ key }) => ({ answer: 'accepted', id: key }) };

const save = async <Section extends PolicySection>(section: Section, policy: Policy[Section]): Promise<void> => {
  const { versions } = await readStorePolicy(gate.db, store, new Date(noon));
  const wish = { store, section, policy, basedOn: versions[section] ?? 0 };
  const saving = await savePolicy({ db: gate.db, clock: gate.clock }, wish, 'command:test');
  expect(saving.outcome).not.toBe('conflict');
};

const days = fc.integer({ min: 0, max: 200 }).map((count) => `${count} days` as const);
const recentBuyers: fc.Arbitrary<Policy['recentBuyers']> = fc.record({
  pause: days,
  bySegment: fc.dictionary(fc.constantFrom('vip', 'recurring', 'first-time', 'dormant'), days),
  except: fc.subarray(['transactional', 'service', 'win-back', 'newsletter']),
});
const value: fc.Arbitrary<Policy['value']> = fc.record({
  vipTotal: fc.constantFrom(0, 5_000, 50_000, 1_000_000),
  dormantAfter: days,
});
const draft = fc.oneof(
  { weight: 3, arbitrary: recentBuyers.map((policy) => ({ section: 'recentBuyers' as const, policy })) },
  { weight: 1, arbitrary: value.map((policy) => ({ section: 'value' as const, policy })) },
);

/** A rule's verdict as the ledger keeps it. */
const kept = ({ rule, verdict }: ReturnType<typeof rejudge>[number]): unknown =>
  JSON.parse(JSON.stringify({ rule, ...verdict, ...(verdict.says === 'later' && { at: toInstant(verdict.at) }) }));

/** The rows of the ledger by message, with what the rules came to. */
const decided = async () =>
  new Map(
    (await gate.db.select().from(messages)).map((row) => [
      row.id,
      { row, outcome: outcomeOf(row.verdicts.map(saidOf), row.expiresAt.getTime()) },
    ]),
  );

test('any decision is made again exactly from its facts; a preview says what the gate then decides (R275)', async () => {
  let turned = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { minLength: 15, maxLength: 15 }),
      recentBuyers,
      value,
      draft,
      async (plans, inForce, lines, { section, policy }) => {
        await gate.db.delete(messages);
        await save('recentBuyers', inForce);
        await save('value', lines);
        const people: Person[] = [];
        for (const one of plans) people.push(await plant(gate.db, one));
        const decideAll = async () => {
          for (const person of people) await gate.attempt(person, { email: provider });
          return decided();
        };
        const before = await decideAll();
        expect(before.size).toBe(people.length);

        // Nothing that a rule sees is missing from the facts.
        const past = await readPast(gate.db, store);
        for (const { row } of before.values()) {
          expect(rejudge(row.facts!, past(row.policyVersions)).map(kept)).toEqual(row.verdicts);
        }
        const standing = await readStorePolicy(gate.db, store, new Date(noon));
        for (const name of policySections) {
          const same = await previewPolicy(gate.db, { store, section: name, policy: standing.policy[name], now: noon });
          expect(same).toMatchObject({ decisions: people.length, complete: true, notComparable: 0, changes: [] });
          expect(same.after).toEqual(same.before);
        }

        const preview = await previewPolicy(gate.db, { store, section, policy, now: noon });
        await gate.db.delete(messages);
        await save(section, policy);
        const after = await decideAll();
        const changed = [...before].flatMap(([id, { row, outcome: from }]) => {
          const to = after.get(id)!.outcome;
          return isSameOutcome(from, to) ? [] : [{ id, journey: row.journey, from, to }];
        });
        turned += changed.length;
        expect(preview.notComparable).toBe(0);
        expect(preview.changes.reduce((sum, { count }) => sum + count, 0)).toBe(changed.length);
        for (const says of ['send', 'later', 'withheld'] as const) {
          const count = [...after.values()].filter(({ outcome }) => outcome.says === says).length;
          expect(preview.after[says]).toBe(count);
        }
        expect(preview.examples).toHaveLength(Math.min(10, changed.length));
        for (const { message, from, to } of preview.examples) {
          expect(changed).toContainEqual(
            expect.objectContaining({ id: message, from, to } satisfies Comparison & { id: string }),
          );
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  // Otherwise the property would hold of nothing.
  expect(turned).toBeGreaterThan(0);
}, 120_000);

test('a preview says how much it looked at, and leaves alone what today’s rules would not decide the same', async () => {
  await gate.db.delete(messages);
  for (let count = 0; count < 7; count++) await gate.attempt(await gate.person(), { email: provider });
  const { policy } = await readStorePolicy(gate.db, store, new Date(noon));
  const wish = { store, section: 'recentBuyers', policy: policy.recentBuyers, now: noon } as const;
  expect(await previewPolicy(gate.db, wish, { decisions: 5, millis: 10_000 })).toMatchObject({
    decisions: 5,
    complete: false,
  });
  expect(await previewPolicy(gate.db, wish, { decisions: 7, millis: 10_000 })).toMatchObject({
    decisions: 7,
    complete: true,
  });
  // One was made by rules that knew less, one by rules that decided otherwise.
  const [one, other] = await gate.db.select().from(messages);
  await gate.db
    .update(messages)
    .set({ facts: {} as never })
    .where(eq(messages.id, one!.id));
  const verdicts = [{ rule: 'consent', says: 'withheld', reason: 'no_consent', saw: {} }] as const;
  await gate.db.update(messages).set({ verdicts }).where(eq(messages.id, other!.id));
  expect(await previewPolicy(gate.db, wish)).toMatchObject({ decisions: 7, notComparable: 2, changes: [] });
  // Facts that are past their time say nothing at all.
  await gate.db.update(messages).set({ facts: null }).where(eq(messages.id, one!.id));
  expect(await previewPolicy(gate.db, wish)).toMatchObject({ decisions: 6, notComparable: 1 });
  expect(await previewPolicy(gate.db, { ...wish, now: noon + 8 * 86_400_000 })).toMatchObject({ decisions: 0 });
});

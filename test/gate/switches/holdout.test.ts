import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { moveCustomer } from '../../../db/customers/merge.ts';
import { carts, customers, policyVersions } from '../../../db/schema/index.ts';
import { defaultHoldout } from '../../../domain/policy/holdout.ts';
import { minute, noon, type Person, store } from '../world.ts';
import { useSwitches } from './use-switches.ts';

const { gate, mode } = useSwitches();

const holdOut = async (share: number): Promise<void> => {
  await gate.db.insert(policyVersions).values({
    id: v7(),
    storeId: store,
    section: 'holdout',
    version: 1,
    body: { ...defaultHoldout, share },
    effectiveAt: new Date(noon - minute),
    savedBy: 'command:test',
    savedAt: new Date(noon - minute),
  });
};

const armOf = async (person: Person): Promise<string> => {
  const outcome = await gate.attempt(person);
  return 'reason' in outcome ? String(outcome.reason) : 'treated';
};

/** Somebody in this arm of an experiment that holds out half of the customers. */
const someone = async (arm: 'holdout' | 'treated', knownSince = noon - 60 * minute): Promise<Person> => {
  for (;;) {
    const person = await gate.person();
    await gate.db
      .update(customers)
      .set({ createdAt: new Date(knownSince) })
      .where(eq(customers.id, person.customer));
    if ((await armOf(person)) === arm) return person;
  }
};

test('R249: held out, a message is withheld and recorded with its experiment; the other arm records it too', async () => {
  await holdOut(50);
  const experiment = { id: 'holdout/all/2026-Q2', share: 50 };
  const saw = async (person: Person) =>
    (await gate.row(person))!.verdicts.find(({ rule }) => rule === 'holdout')!.saw['experiments'];
  const out = await someone('holdout');
  expect(await gate.row(out)).toMatchObject({ state: 'withheld', reason: 'holdout' });
  expect(await saw(out)).toEqual([{ ...experiment, arm: 'holdout' }]);
  expect(await saw(await someone('treated'))).toEqual([{ ...experiment, arm: 'treated' }]);
});

test('nobody is held out before a marketer says so, and nobody from a message about their own order', async () => {
  expect(await gate.attempt(await gate.person())).toMatchObject({ outcome: 'accepted' });
  await holdOut(50);
  const out = await someone('holdout');
  const order = { step: 'cart/reassurance#1', template: 'cart/reassurance', purpose: 'transactional' } as const;
  expect(await gate.attempt(out, { input: order })).toMatchObject({ outcome: 'accepted' });
});

test('what consent or a switch refuses is not counted as held out: the arms can be compared', async () => {
  await holdOut(100);
  expect(await armOf(await gate.person({ consent: false }))).toBe('no_consent');
  await mode('off');
  expect(await armOf(await gate.person())).toBe('switched_off');
});

test('merged customers keep the arm of the one known first, whichever of them stays', async () => {
  await holdOut(50);
  const next = { step: 'cart/reassurance#1', template: 'cart/reassurance' } as const;
  for (const [first, second] of [
    ['holdout', 'treated'],
    ['treated', 'holdout'],
  ] as const) {
    const older = await someone(first, noon - 600 * minute);
    const younger = await someone(second);
    // The younger stays, as when a visitor logs in.
    await moveCustomer(gate.db, older.customer, younger.customer);
    await gate.db
      .update(carts)
      .set({ updatedAt: new Date(noon - minute) })
      .where(eq(carts.id, younger.cart));
    const outcome = await gate.attempt(younger, { input: next });
    expect('reason' in outcome ? outcome.reason : 'treated').toBe(first);
  }
});

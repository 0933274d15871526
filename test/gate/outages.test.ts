/** A claim never outlives its reason: an outage of the provider, with and without a purchase while it lasts. */
import { expect, test } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import type { Fault } from '../fake-resend/faults.ts';
import { useGate } from './use-gate.ts';
import { buy, fakeEmail, minute, noon, type Person } from './world.ts';

const gate = useGate();

/** How long the provider is away, in attempts a minute apart. */
const attempts = 4;

const outage = async (ada: Person, fault: Fault, expected: 'refused' | 'uncertain'): Promise<void> => {
  gate.fake.fault(fault, { match: (key) => key === ada.key });
  for (let attempt = 0; attempt < attempts; attempt++) {
    gate.clock.set(noon + attempt * minute);
    expect(await gate.attempt(ada)).toMatchObject({ again: expected });
  }
  gate.clock.set(noon + attempts * minute);
};

/** What surely did not arrive releases the claim; a spent quota also pauses the provider (pauses.test.ts). */
const refusals: readonly Fault[] = [{ kind: 'rate-limited', retryAfterSeconds: 60 }];

/** After these the provider may have accepted the message for all we know. */
const doubts: readonly Fault['kind'][] = ['server-error', 'html-error', 'unavailable', 'drop-before'];

for (const fault of refusals) {
  test(`R15 outage (${fault.kind}), nothing bought meanwhile: claimed anew after it and accepted once`, async () => {
    const ada = await gate.person();
    await outage(ada, fault, 'refused');
    gate.fake.heal();
    expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
    expect(gate.accepted(ada).length).toBe(1);
    expect(await gate.row(ada)).toMatchObject({ claimedAt: new Date(noon + attempts * minute) });
  });

  test(`R15 outage (${fault.kind}), bought meanwhile: withheld, the provider is not asked again`, async () => {
    const ada = await gate.person();
    await outage(ada, fault, 'refused');
    await buy(gate.db, ada);
    gate.fake.heal();
    expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'bought' });
    expect([gate.accepted(ada).length, gate.fake.requests(ada.key)]).toEqual([0, attempts]);
  });
}

test('R15 outage (connection refused), bought meanwhile: withheld, nothing reaches the provider', async () => {
  const ada = await gate.person();
  const away = fakeEmail(`http://127.0.0.1:${await freePort()}`);
  for (let attempt = 0; attempt < attempts; attempt++) {
    expect(await gate.attempt(ada, { email: away })).toMatchObject({ again: 'refused', message: 'not connected' });
  }
  await buy(gate.db, ada);
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'bought' });
  expect(gate.fake.requests(ada.key)).toBe(0);
});

for (const kind of doubts) {
  test(`R15 outage (${kind}), nothing bought meanwhile: the bytes of the first claim are accepted once`, async () => {
    const ada = await gate.person();
    await outage(ada, { kind } as Fault, 'uncertain');
    const claimed = await gate.row(ada);
    gate.fake.heal();
    expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
    expect(gate.accepted(ada).length).toBe(1);
    expect(await gate.row(ada)).toMatchObject({ claimedAt: new Date(noon), bodyHash: claimed!.bodyHash });
  });

  test(`R15 outage (${kind}), bought meanwhile: unknown, the provider is not asked again`, async () => {
    const ada = await gate.person();
    await outage(ada, { kind } as Fault, 'uncertain');
    await buy(gate.db, ada);
    gate.fake.heal();
    expect(await gate.attempt(ada)).toEqual({ outcome: 'unknown' });
    expect([gate.accepted(ada).length, gate.fake.requests(ada.key)]).toEqual([0, attempts]);
  });
}

test('R15 accepted before an outage, its answer lost, bought meanwhile: unknown, never a second time', async () => {
  const ada = await gate.person();
  gate.fake.fault({ kind: 'lost' }, { times: 1, match: (key) => key === ada.key });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'uncertain' });
  await outage(ada, { kind: 'unavailable' }, 'uncertain');
  await buy(gate.db, ada);
  gate.fake.heal();
  expect(await gate.attempt(ada)).toEqual({ outcome: 'unknown' });
  expect([gate.accepted(ada).length, gate.fake.requests(ada.key)]).toEqual([1, attempts + 1]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localOutboxProvider } from '../../activities/providers/local-outbox.ts';
import { localOutbox } from '../../db/schema/index.ts';
import { eq } from 'drizzle-orm';
import type { Fault } from '../fake-resend/faults.ts';
import { useGate } from './use-gate.ts';
import { buy, fakeEmail } from './world.ts';

const gate = useGate();

test('ten attempts of one step at the same time make one acceptance', async () => {
  for (let round = 0; round < 10; round++) {
    const ada = await gate.person();
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => gate.attempt(ada)));
    expect(gate.accepted(ada).length).toBe(1);
    expect(outcomes.some((outcome) => 'outcome' in outcome && outcome.outcome === 'accepted')).toBe(true);
    expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
    expect(await gate.row(ada)).toMatchObject({ state: 'accepted' });
  }
});

test('ten attempts at the same time put one message into the local outbox', async () => {
  const ada = await gate.person();
  const email = localOutboxProvider({ db: gate.db, clock: gate.clock, timeoutMillis: 2_000 });
  const outcomes = await Promise.all(Array.from({ length: 10 }, async () => gate.attempt(ada, { email })));
  expect(outcomes.every((outcome) => 'outcome' in outcome && outcome.outcome === 'accepted')).toBe(true);
  expect((await gate.db.select().from(localOutbox).where(eq(localOutbox.key, ada.key))).length).toBe(1);
});

test('any mix of faults, attempts and a purchase: at most one acceptance, and the ledger never denies it', async () => {
  const faults: Fault[] = [
    { kind: 'lost' },
    { kind: 'truncated' },
    { kind: 'null-body' },
    { kind: 'server-error' },
    { kind: 'drop-before' },
    { kind: 'rate-limited', retryAfterSeconds: 0 },
    { kind: 'invalid' },
    { kind: 'slow', millis: 20 },
  ];
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('attempt' as const), at: fc.nat(15) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('buy' as const), at: fc.nat(15) }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...faults), { maxLength: 4 }),
      fc.array(act, { minLength: 1, maxLength: 6 }),
      async (plan, acts) => {
        const ada = await gate.person();
        for (const fault of plan) gate.fake.fault(fault, { times: 1, match: (key) => key === ada.key });
        await Promise.all(
          acts.map(async ({ kind, at }) => {
            await new Promise((resolve) => setTimeout(resolve, at));
            if (kind === 'buy') await buy(gate.db, ada);
            else await gate.attempt(ada, { email: fakeEmail(gate.fake.url, 200) });
          }),
        );
        gate.fake.heal();
        // Temporal asks until there is an outcome.
        await expect.poll(async () => gate.attempt(ada), { interval: 5 }).toHaveProperty('outcome');
        const accepted = gate.accepted(ada).length;
        const state = (await gate.row(ada))?.state;
        expect(accepted).toBeLessThanOrEqual(1);
        // What was accepted is never told as not sent; what is told as sent was accepted.
        if (accepted === 1) expect(['accepted', 'unknown']).toContain(state);
        if (state === 'accepted') expect(accepted).toBe(1);
      },
    ),
    { numRuns: 60 },
  );
});

import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { holdSending, insertUnplaced, releaseSending } from '../../db/road/restored.ts';
import type { RunId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { useGate } from '../gate/use-gate.ts';
import { hour, noon } from '../gate/world.ts';

const gate = useGate();
const day = 24 * hour;
const hold = async () => holdSending(gate.db, { at: new Date(noon), backup: new Date(noon - hour) });

test('after a restore nothing is sent until it is released; then what is still wanted goes out', async () => {
  const ada = await gate.person();
  await hold();
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later', message: expect.stringContaining('restoring') });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', reason: 'restoring' });
  expect(gate.fake.requests(ada.key)).toBe(0);
  await releaseSending(gate.db);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('after a restore a claim whose fate is not known is not repeated either until it is released', async () => {
  const ada = await gate.person();
  gate.fake.fault({ kind: 'server-error' }, { times: 1, match: (key) => key === ada.key });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'uncertain' });
  await hold();
  expect(await gate.attempt(ada)).toMatchObject({ again: 'uncertain' });
  expect(gate.fake.requests(ada.key)).toBe(1);
  await releaseSending(gate.db);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(gate.accepted(ada).length).toBe(1);
});

test('after a restore a run that is not known yet is asked about again, and withheld only once it is released', async () => {
  const ada = await gate.person();
  const forgotten = { run: randomUUID() as RunId };
  await hold();
  expect(await gate.attempt(ada, { input: forgotten })).toMatchObject({ again: 'later' });
  await releaseSending(gate.db);
  expect(await gate.attempt(ada, { input: forgotten })).toEqual({ outcome: 'withheld', reason: 'run_over' });
});

test('after a restore an address to which something unknown went is left alone for a week', async () => {
  const [ada, late] = [await gate.person(), await gate.person()];
  for (const { email } of [ada, late]) {
    const addressHash = createHash('sha256').update(email).digest('hex');
    const acceptedAt = new Date(noon - hour);
    await insertUnplaced(gate.db, [
      { provider: 'resend', providerId: email, channel: 'email', addressHash, acceptedAt },
    ]);
  }
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'restored' });
  gate.clock.set(noon + 7 * day);
  const input = { dueAt: toInstant(noon + 7 * day), expiresAt: toInstant(noon + 8 * day) };
  expect(await gate.attempt(late, { input })).toMatchObject({ outcome: 'accepted' });
});

import { expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import type { Fault } from '../fake-resend/faults.ts';
import { freePort } from '../../dev/free-port.ts';
import { useGate } from './use-gate.ts';
import { fakeEmail, hour, keyed, minute, noon } from './world.ts';

const gate = useGate();

/** Faults after which nobody can know: the claim stands, and the next attempt repeats the same bytes. */
const uncertain: Fault['kind'][] = [
  'lost',
  'truncated',
  'null-body',
  'hang',
  'server-error',
  'html-error',
  'hang-before',
  'drop-before',
];

for (const kind of uncertain) {
  test(`uncertain (${kind}): the claim stands and the same bytes follow under the same key`, async () => {
    const ada = await gate.person();
    gate.fake.fault({ kind } as Fault, { times: 1 });
    expect(await gate.attempt(ada)).toMatchObject({ again: 'uncertain' });
    const claimed = (await gate.row(ada))!;
    expect(claimed).toMatchObject({ state: 'claimed', unsettled: 1, attempts: 1 });

    gate.clock.set(noon + minute);
    expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
    const [sent, ...more] = gate.accepted(ada);
    expect(more).toEqual([]);
    expect(await gate.row(ada)).toMatchObject({
      state: 'accepted',
      providerId: sent!.id,
      claimedAt: claimed.claimedAt,
      bodyHash: claimed.bodyHash,
    });
  });
}

test('refused for sure (429): the claim is released and Temporal waits as long as Retry-After says', async () => {
  const ada = await gate.person();
  gate.fake.fault({ kind: 'rate-limited', retryAfterSeconds: 7 }, { times: 1 });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'refused', afterMillis: 7_000 });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', unsettled: 0, attempts: 1 });
  gate.clock.set(noon + minute);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(await gate.row(ada)).toMatchObject({ state: 'accepted', claimedAt: new Date(noon + minute), attempts: 2 });
});

test('refused for sure (quota): the channel is left alone for a while', async () => {
  const ada = await gate.person();
  gate.fake.fault({ kind: 'quota' }, { times: 1 });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'refused', afterMillis: 15 * minute });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', reason: 'quota_spent' });
});

test('refused for sure (not connected): the claim is released', async () => {
  const ada = await gate.person();
  const nobody = fakeEmail(`http://127.0.0.1:${await freePort()}`);
  expect(await gate.attempt(ada, { email: nobody })).toMatchObject({ again: 'refused', message: 'not connected' });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', unsettled: 0 });
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('not connected while another call of the same provider lost its answer: only the former is released', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  gate.fake.fault({ kind: 'lost' }, { times: 1 });
  const lost = await gate.attempt(ada);
  const nobody = fakeEmail(`http://127.0.0.1:${await freePort()}`);
  const refused = await gate.attempt(bob, { email: nobody });
  expect([lost, refused]).toMatchObject([{ again: 'uncertain' }, { again: 'refused' }]);
});

test('never (invalid): the step fails and is not tried again', async () => {
  const ada = await gate.person();
  gate.fake.fault({ kind: 'invalid' }, { times: 1 });
  expect(await gate.attempt(ada)).toEqual({ outcome: 'failed', reason: 'refused' });
  expect(await gate.attempt(ada)).toEqual({ outcome: 'failed', reason: 'refused' });
  expect(gate.fake.requests(ada.key)).toBe(1);
});

test('a provider that cannot be reached until the message is useless makes it fail as given up', async () => {
  const ada = await gate.person();
  gate.fake.fault({ kind: 'rate-limited', retryAfterSeconds: 60 }, { match: (key) => key === ada.key });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'refused' });
  gate.clock.set(noon + 13 * hour);
  expect(await gate.attempt(ada)).toEqual({ outcome: 'failed', reason: 'gave_up' });
});

test('an adapter that breaks or never returns counts as uncertain, in time', async () => {
  const broken: Provider = {
    ...keyed,
    timeoutMillis: 50,
    send: async () => {
      throw new TypeError('broke');
    },
  };
  const ada = await gate.person();
  expect(await gate.attempt(ada, { email: broken })).toMatchObject({ again: 'uncertain' });
  const bob = await gate.person();
  const silent: Provider = { ...broken, send: async () => new Promise(() => {}) };
  expect(await gate.attempt(bob, { email: silent })).toMatchObject({
    again: 'uncertain',
    message: 'no answer in time',
  });
});

test('nothing that the provider says of a person reaches Temporal', async () => {
  const ada = await gate.person();
  for (const kind of ['server-error', 'lost'] as const) {
    gate.fake.fault({ kind }, { times: 1 });
    expect(JSON.stringify(await gate.attempt(ada))).not.toContain(ada.email);
  }
});

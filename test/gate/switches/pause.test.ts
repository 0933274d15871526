import { expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { addPeople, keyed, minute, noon, type Person } from '../world.ts';
import { useSwitches } from './use-switches.ts';

const { gate, pause, resume, acts, at } = useSwitches();

const instantly: Provider = { ...keyed, send: async () => ({ answer: 'accepted', id: 'accepted-id' }) };
const dueAt = (minutes: number) => ({ dueAt: new Date(noon + minutes * minute).toISOString() });

test('R73: paused, a message is held and its run goes on; resumed, it goes out', async () => {
  const ada = await gate.person();
  const { id } = await pause({ journey: 'cartAbandonment' });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later', message: expect.stringContaining('(paused)') });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', reason: 'paused', cause: 'paused' });
  at(60);
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later' });
  await resume(id);
  at(75);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(gate.accepted(ada).length).toBe(1);
});

test('who paused and resumed is in the audit log, with what and how', async () => {
  const { id } = await pause({ journey: 'cartAbandonment', channel: 'email' }, 'skip');
  await resume(id);
  expect(await resume(id)).toMatchObject({ lifted: false });
  expect(await acts()).toMatchObject([
    {
      act: 'sending.paused',
      actor: 'command:test',
      subject: `pause/${id}`,
      detail: { journey: 'cartAbandonment', channel: 'email', rule: 'skip', spreadSeconds: 600 },
    },
    { act: 'sending.resumed', actor: 'command:test', subject: `pause/${id}` },
  ]);
});

test('pausing what is paused changes what becomes of the held messages, and stays one pause', async () => {
  const ada = await gate.person();
  const { id } = await pause();
  await gate.attempt(ada);
  expect((await pause({}, 'drop')).id).toBe(id);
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'paused' });
});

test('skip: what became due meanwhile is withheld, the next step goes out', async () => {
  const ada = await gate.person();
  const { id } = await pause({}, 'skip');
  at(5);
  expect(await gate.attempt(ada, { input: dueAt(5) })).toEqual({ outcome: 'withheld', reason: 'paused' });
  at(20);
  await resume(id);
  at(25);
  const next = { step: 'cart/reassurance#1', template: 'cart/reassurance', ...dueAt(25) } as const;
  expect(await gate.attempt(ada, { input: next })).toMatchObject({ outcome: 'accepted' });
});

test('drop: whatever runs that were open meanwhile still had to say is withheld; a run since then speaks', async () => {
  const [before, after] = [await gate.person(), await gate.person({ touchedAt: noon + 21 * minute })];
  const { id } = await pause({}, 'drop');
  at(20);
  await resume(id);
  at(100);
  expect(await gate.attempt(before, { input: dueAt(90) })).toEqual({ outcome: 'withheld', reason: 'paused' });
  expect(await gate.attempt(after, { input: dueAt(90) })).toMatchObject({ outcome: 'accepted' });
});

test('a pause that outlasts the message lets it expire, and says that it was the pause', async () => {
  const ada = await gate.person({ input: { expiresAt: new Date(noon + 15 * minute).toISOString() } });
  await pause();
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later' });
  at(15);
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'expired' });
  expect(await gate.row(ada)).toMatchObject({ state: 'withheld', reason: 'expired', cause: 'paused' });
});

test('paused, a message of unknown fate is not given to the provider again until the resume', async () => {
  const ada = await gate.person();
  const calls: string[] = [];
  const lossy: Provider = {
    ...keyed,
    send: async ({ key }) => {
      calls.push(key);
      return calls.length === 1 ? { answer: 'uncertain', detail: 'lost' } : { answer: 'accepted', id: 'accepted-id' };
    },
  };
  expect(await gate.attempt(ada, { email: lossy })).toMatchObject({ again: 'uncertain' });
  const { id } = await pause();
  expect(await gate.attempt(ada, { email: lossy })).toMatchObject({ again: 'uncertain' });
  expect(calls.length).toBe(1);
  await resume(id);
  at(15);
  expect(await gate.attempt(ada, { email: lossy })).toMatchObject({ outcome: 'accepted' });
  expect(new Set(calls).size).toBe(1);
});

test('trap 4: forty held messages all go out after the resume, once each and never more than a few a minute', async () => {
  const people = await addPeople(gate.db, 40);
  const { id } = await pause();
  const attempt = async (person: Person) => gate.attempt(person, { email: instantly });
  expect(await Promise.all(people.map(attempt))).toEqual(people.map(() => expect.objectContaining({ again: 'later' })));
  at(33);
  await resume(id);
  const sent: number[] = [];
  let waiting = people;
  // Temporal asks each when its own wait is over: here minute by minute.
  for (let now = 33; waiting.length > 0 && now < 60; now++) {
    at(now);
    const rows = await Promise.all(waiting.map(async (person) => (await gate.row(person))!));
    const due = waiting.filter((_, index) => rows[index]!.notBefore!.getTime() <= gate.clock.now());
    // Those whose last look was before the resume come at their place in the period; the first minute only asks them.
    const outcomes = await Promise.all(due.map(attempt));
    const gone = due.filter((_, index) => 'outcome' in outcomes[index]!);
    sent.push(gone.length);
    waiting = waiting.filter((person) => !gone.includes(person));
  }
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(40);
  const rows = await Promise.all(people.map(async (person) => gate.row(person)));
  expect(rows.every((row) => row?.state === 'accepted' && row.attempts === 1)).toBe(true);
  // Four a minute on average, over ten minutes.
  expect(Math.max(...sent), sent.join(' ')).toBeLessThan(15);
}, 90_000);

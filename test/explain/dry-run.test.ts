import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { carts, messages, outbox, runs } from '../../db/schema/index.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { type Person, buy, consentOf, hour, keyed, minute, noon, store } from '../gate/world.ts';
import { noPressure, plantPolicy } from '../stack/policy.ts';
import { useExplain } from './use-explain.ts';

const { gate, get, name, dryRun } = useExplain();
beforeAll(async () =>
  plantPolicy(gate.db, store, { ...noPressure, recentBuyers: { pause: '3 days', bySegment: {}, except: [] } }),
);

const person = async (options: Parameters<typeof gate.person>[0] = {}): Promise<Person> => {
  const ada = await gate.person(options);
  await name(ada);
  return ada;
};
const counts = async () => [await gate.db.$count(messages), await gate.db.$count(runs), await gate.db.$count(outbox)];
const email: Provider = { ...keyed, send: async () => ({ answer: 'accepted', id: crypto.randomUUID() }) };

test('what may be sent is said to be possible now; nothing is claimed, written or started by asking', async () => {
  const ada = await person();
  const before = await counts();
  expect(await dryRun(ada)).toMatchObject({
    about: 'next',
    step: 'cart/reminder#1',
    now: { says: 'send', sentence: 'It would be sent now.' },
    possible: { at: toInstant(noon), sentence: 'It is possible now.' },
  });
  expect(await counts()).toEqual(before);
});

test('it says what the gate then does, and no later than it does it', async () => {
  // Touched ten minutes ago: the idle hour is over in fifty minutes.
  const ada = await person({ touchedAt: noon - 10 * minute, input: { idle: '1 hour' } });
  const told = await dryRun(ada);
  expect(told).toMatchObject({
    now: { says: 'later', reason: 'touched' },
    possible: { at: toInstant(noon + 50 * minute) },
  });
  gate.clock.set(noon + 50 * minute - 2_000);
  expect(await gate.attempt(ada, { email })).toMatchObject({ outcome: 'later' });
  gate.clock.set(noon + 50 * minute);
  expect(await gate.attempt(ada, { email })).toMatchObject({ outcome: 'accepted' });
});

test('what no waiting can lift is not possible at all, and says why', async () => {
  const ada = await person();
  await consentOf(gate.db, ada.customer, 'withdrawn', noon - hour);
  const told = await dryRun(ada);
  expect(told).toMatchObject({ now: { says: 'withheld', reason: 'no_consent' }, possible: { at: null } });
  expect(told.possible.sentence).toMatch(/^As things stand, it is not possible at all\. The customer had withdrawn/);
});

test('the next step of a run counts on from what it has sent', async () => {
  const ada = await person();
  await gate.attempt(ada, { email });
  expect(await dryRun(ada)).toMatchObject({ step: 'cart/reminder#2', about: 'next' });
  expect(await dryRun(ada, 'cart/offer')).toMatchObject({ step: 'cart/offer#1' });
});

test('a step that waits is asked about as it waits', async () => {
  const ada = await person({ input: { dueAt: toInstant(noon + hour), expiresAt: toInstant(noon + 5 * hour) } });
  await gate.attempt(ada, { email });
  expect(await dryRun(ada)).toMatchObject({
    about: 'waiting',
    step: 'cart/reminder#1',
    now: { says: 'later', reason: 'early', at: toInstant(noon + hour) },
    possible: { at: toInstant(noon + hour) },
  });
});

test('a customer who is in no journey can be asked about: as if one began now about their newest cart', async () => {
  const ada = await person({ touchedAt: noon - 10 * minute });
  await gate.db.delete(runs).where(eq(runs.id, ada.run));
  expect(await dryRun(ada)).toMatchObject({
    about: 'supposed',
    now: { says: 'later', reason: 'touched' },
    possible: { at: toInstant(noon + 50 * minute) },
  });
  await gate.db.delete(carts).where(eq(carts.id, ada.cart));
  expect(await dryRun(ada)).toMatchObject({
    about: 'supposed',
    step: 'cart/reminder#1',
    now: { says: 'withheld', reason: 'nothing_to_show' },
    possible: {
      at: null,
      sentence:
        'The journey cannot concern this customer now. It is about a cart, and there is none for this customer.',
    },
  });
  expect(await gate.db.select().from(runs).where(eq(runs.customerId, ada.customer))).toEqual([]);
});

test('after a purchase another run is supposed, and the pause of buyers ends it or puts it off', async () => {
  const ada = await person();
  await buy(gate.db, ada);
  expect(await dryRun(ada)).toMatchObject({ about: 'supposed' });
});

test('a question that cannot be asked is refused by the name of its parameter', async () => {
  const ada = await person();
  const { status, body } = await get(`/customers/${ada.customer}/explain/now?journey=nothing&template=x&channel=fax`);
  expect(status).toBe(422);
  expect((body as { error: { fields: { field: string }[] } }).error.fields.map(({ field }) => field)).toEqual([
    'journey',
    'template',
    'channel',
  ]);
});

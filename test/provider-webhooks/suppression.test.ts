import fc from 'fast-check';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { suppressions } from '../../db/schema/index.ts';
import { type AddressEvent, suppressedBy } from '../../domain/bounce-policy.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { bounce, resendEvent } from '../fake-resend/webhook.ts';
import { addPerson, createGate, fakeEmail, hour, keyed, noon, type Person, store } from '../gate/world.ts';
import { useWebhooks } from './use-webhooks.ts';

const webhooks = useWebhooks();
const day = 24 * hour;
const provider: { fake?: FakeResend } = {};
beforeAll(async () => void (provider.fake = await startFakeResend()));
beforeEach(() => webhooks.clock.set(noon));
afterAll(async () => provider.fake?.stop());

const gate = () => createGate({ db: webhooks.db, clock: webhooks.clock, email: fakeEmail(provider.fake!.url) });

/** Messages to one person, each with what Resend told of it, an hour apart. */
const live = async (...happened: readonly (readonly [type: string, more?: object])[]): Promise<Person> => {
  const { person, told: first } = await webhooks.message();
  for (const [index, [type, more]] of happened.entries()) {
    const told =
      index === 0 ? first : (await webhooks.message('accepted', { person, step: `cart/reminder#${index + 1}` })).told;
    const response = await webhooks.resend(resendEvent(type, told, noon + index * hour, { ...more }));
    expect(response.status).toBe(200);
  }
  return person;
};
const suppressedOf = async ({ email }: Person) =>
  (
    await webhooks.db
      .select()
      .from(suppressions)
      .where(and(eq(suppressions.storeId, store), eq(suppressions.address, email)))
  ).map(({ reason, at, until }) => [reason, at.getTime() - noon, until && until.getTime() - noon]);

const transient = ['email.bounced', bounce('Transient', 'MailboxFull')] as const;
const undetermined = ['email.bounced', bounce('Undetermined')] as const;
const delivered = ['email.delivered'] as const;

test('a permanent bounce suppresses the address at once, an undetermined one the second time', async () => {
  expect(await suppressedOf(await live(['email.bounced', bounce('Permanent')]))).toEqual([['bounced', 0, null]]);
  expect(await suppressedOf(await live(undetermined))).toEqual([]);
  expect(await suppressedOf(await live(undetermined, delivered, undetermined))).toEqual([['bounced', 2 * hour, null]]);
  expect(await suppressedOf(await live(['email.bounced', bounce('SomethingNew')], undetermined))).toHaveLength(1);
});

test('three transient bounces in a row suppress for 30 days, more for longer; a delivery ends it', async () => {
  expect(await suppressedOf(await live(transient, transient))).toEqual([]);
  expect(await suppressedOf(await live(transient, delivered, transient, transient))).toEqual([]);
  const person = await live(transient, transient, transient);
  expect(await suppressedOf(person)).toEqual([['bouncing', 2 * hour, 2 * hour + 30 * day]]);
  expect(await suppressedOf(await live(transient, transient, transient, transient))).toEqual([
    ['bouncing', 3 * hour, 3 * hour + 60 * day],
  ]);
  expect(await suppressedOf(await live(transient, transient, transient, delivered))).toEqual([]);
});

test('while it lasts the gate withholds, afterwards it sends again', async () => {
  const person = await live(transient, transient, transient);
  const ask = async (step: string, at: number) => {
    webhooks.clock.set(at);
    const times = { dueAt: new Date(at).toISOString(), expiresAt: new Date(at + hour).toISOString() };
    return gate().deliver({ ...person.input, step, ...times });
  };
  const end = noon + 2 * hour + 30 * day;
  expect(await ask('cart/reminder#8', end - 1)).toMatchObject({ outcome: 'withheld', reason: 'suppressed' });
  expect(await ask('cart/reminder#9', end)).toMatchObject({ outcome: 'accepted' });
});

test('a complaint suppresses at once; what failed at Resend itself says nothing of the address', async () => {
  expect(await suppressedOf(await live(['email.complained']))).toEqual([['complained', 0, null]]);
  expect(await suppressedOf(await live(['email.failed', { failed: { reason: 'reached_daily_quota' } }]))).toEqual([]);
  const own = await live(['email.suppressed', { suppressed: { type: 'OnAccountSuppressionList', message: 'no' } }]);
  expect(await suppressedOf(own)).toEqual([['bounced', 0, null]]);
});

test('a provider that refuses the recipient, not the message, suppresses the address', async () => {
  const person = await addPerson(webhooks.db);
  const email: Provider = {
    ...keyed,
    send: async () => ({ answer: 'never', reason: 'refused', detail: '400 21610', recipient: 'stopped' }),
  };
  const refusing = createGate({ db: webhooks.db, clock: webhooks.clock, email });
  expect(await refusing.deliver(person.input)).toMatchObject({ outcome: 'failed', reason: 'refused' });
  expect(await suppressedOf(person)).toEqual([['stopped', 0, null]]);
  const next = await gate().deliver({ ...person.input, step: 'cart/reassurance#1', template: 'cart/reassurance' });
  expect(next).toMatchObject({ outcome: 'withheld', reason: 'suppressed' });
});

const listed = async (person: Pick<Person, 'email'>, what: 'added' | 'removed', origin: string, at: number) => {
  const body = JSON.stringify({
    type: `suppression.${what}`,
    created_at: new Date(at).toISOString(),
    data: {
      id: 's1',
      email: person.email.toUpperCase(),
      origin,
      source_id: null,
      created_at: new Date(at).toISOString(),
    },
  });
  const response = await webhooks.resend(body);
  expect(response.status).toBe(200);
};

test('a complaint stops marketing to the person on the channel at once; what concerns an order still goes', async () => {
  const person = await live(['email.complained']);
  const again = { ...person.input, dueAt: new Date(noon).toISOString() };
  expect(await gate().deliver({ ...again, step: 'cart/reminder#8' })).toMatchObject({
    outcome: 'withheld',
    reason: 'suppressed',
  });
  const order = { ...again, step: 'cart/reminder#9', purpose: 'transactional', rank: 'transactional' } as const;
  expect(await gate().deliver(order)).toMatchObject({ outcome: 'accepted' });
});

test("Resend's own list is mirrored, for addresses that a store knows; in any order the end is the same", async () => {
  for (const [origin, reason] of [
    ['bounce', 'bounced'],
    ['complaint', 'complained'],
    ['manual', 'manual'],
  ] as const) {
    const person = await addPerson(webhooks.db);
    await listed(person, 'added', origin, noon);
    expect(await suppressedOf(person)).toEqual([[reason, 0, null]]);
  }
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), async (order) => {
      const person = await addPerson(webhooks.db);
      for (const step of order) await listed(person, step === 1 ? 'removed' : 'added', 'bounce', noon + step * hour);
      const [row] = await webhooks.db.select().from(suppressions).where(eq(suppressions.address, person.email));
      expect(row).toMatchObject({ at: new Date(noon + 2 * hour), liftedAt: new Date(noon + hour) });
      await listed(person, 'removed', 'bounce', noon + 3 * hour);
      expect(await gate().deliver(person.input)).toMatchObject({ outcome: 'accepted' });
    }),
    { numRuns: 6 },
  );
  const before = await webhooks.suppressed();
  await listed({ email: 'nobody@elsewhere.example' }, 'added', 'bounce', noon);
  expect(await webhooks.suppressed()).toEqual(before);
});

test('the policy is a function of the set of events', () => {
  const event = fc.record({
    at: fc.integer({ min: 0, max: 20 }),
    what: fc.constantFrom<AddressEvent['what']>('delivered', 'complained', 'permanent', 'undetermined', 'transient'),
  });
  fc.assert(
    fc.property(
      fc
        .array(event, { maxLength: 12 })
        .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
      ([events, shuffled]) => {
        expect(suppressedBy(shuffled)).toEqual(suppressedBy(events));
      },
    ),
  );
});

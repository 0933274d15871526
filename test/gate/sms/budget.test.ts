/** Text messages cost money: what Twilio's own record adds up to never exceeds the day's, and what went to nobody is given back. */
import { eq, inArray, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { render } from '../../../activities/templates/index.ts';
import { smsLength } from '../../../activities/templates/sms/gsm.ts';
import { messages, smsBudgetBlocks, smsBudgetTakes } from '../../../db/schema/index.ts';
import { defaultSms, type SmsPolicy } from '../../../domain/policy/sms.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { anySms, noPressure, plantPolicy } from '../../stack/policy.ts';
import { runCli } from '../../cli/run-cli.ts';
import { useGate } from '../use-gate.ts';
import { addPeople, hour, minute, type Person, store } from '../world.ts';
import { useTwilio } from './use-twilio.ts';

const gate = useGate();
const twilio = useTwilio();

const setSms = async (sms: Partial<SmsPolicy>) =>
  plantPolicy(gate.db, store, { ...noPressure, sms: { ...defaultSms, moments: anySms.sms.moments, ...sms } });
const budgetOf = async (marketing: number | null) => setSms({ dailyBudget: { marketing, transactional: null } });

/** Twilio's record is in real time, and the gate compares with it. */
let start = 0;
beforeEach(async () => {
  start = Date.now();
  gate.clock.set(start);
  await gate.db.delete(smsBudgetTakes);
  await gate.db.delete(smsBudgetBlocks);
  await budgetOf(5_000);
});

/** People with a cart that is worth a text message of use for two days. */
const texted = async (count: number, input: Partial<Person['input']> = {}) =>
  addPeople(gate.db, count, {
    sms: true,
    quantity: 8,
    touchedAt: start - hour,
    input: { dueAt: toInstant(start), expiresAt: toInstant(start + 48 * hour), ...input },
  });
const attempt = async (person: Person, sms: Provider = twilio.provider()) =>
  gate.attempt(person, { providers: { sms }, render });
const outcomeOf = (answer: Awaited<ReturnType<typeof attempt>>) => ('again' in answer ? answer.again : answer.outcome);
/** What the day's blocks say was spent, and whether one of them gave more than it has. */
const spent = async () => {
  const [row] = await gate.db
    .select({
      taken: sql<number>`coalesce(sum(taken), 0)::int`,
      over: sql<boolean>`coalesce(bool_or(taken > capacity), false)`,
    })
    .from(smsBudgetBlocks);
  return row!;
};
/** What Twilio accepted for these people, in money of the policy. */
const costAtTwilio = (people: readonly Person[]): number => {
  const numbers = new Set(people.map(({ phone }) => phone));
  const all = twilio.fake.acceptances().filter(({ to }) => numbers.has(to));
  return all.reduce((sum, { body }) => sum + 7 * smsLength(body).segments, 0);
};

test('R197 a thousand deliveries at the same time never exceed the budget of the day, and use it up', async () => {
  // 57 messages of 7 cents and one cent that buys nothing.
  await budgetOf(400);
  const people = await texted(1_000);
  const sms = twilio.provider(60_000);
  const answers = await Promise.all(people.map(async (one) => attempt(one, sms)));
  const outcomes = answers.map(outcomeOf);
  expect(new Set(outcomes)).toEqual(new Set(['accepted', 'later']));
  expect(outcomes.filter((one) => one === 'accepted').length).toBe(57);
  expect(costAtTwilio(people)).toBe(399);
  expect(await spent()).toEqual({ taken: 399, over: false });
  const waiting = (await gate.row(people[outcomes.indexOf('later')]!))!;
  expect(waiting).toMatchObject({ state: 'planned', reason: 'sms_budget', cost: null });
  // The store's next day, from eight in the morning of Paris to noon.
  expect(new Date(waiting.notBefore!).toLocaleString('en-GB', { timeZone: 'Europe/Paris', hour: 'numeric' })).toMatch(
    /^(08|09|10|11)$/,
  );
}, 240_000);

test('R197 each message has its segments and what it cost in the ledger', async () => {
  const [ada, bob] = await texted(2);
  await attempt(ada!);
  await attempt(bob!);
  expect(await gate.row(ada!)).toMatchObject({ state: 'accepted', segments: 1, cost: 7 });
  const [{ cost } = { cost: 0 }] = await gate.db
    .select({ cost: sql<number>`sum(${messages.cost})::int` })
    .from(messages)
    .where(inArray(messages.runId, [ada!.run, bob!.run]));
  expect(cost).toBe(14);
  const shown = await runCli('sending/sms.ts', ['costs', '--store', store, '--days', '1'], {
    DATABASE_URL: gate.databaseUrl,
  });
  expect(shown.stdout).toMatch(/^cartAbandonment {2}marketing {2}\d+ messages {2}\d+ segments {2}€\d+\.\d\d$/mu);
  expect(shown.stdout).toContain('today  marketing  €0.14 of €50.00');
  expect(shown.stdout).toContain('today  transactional  €0.00 without a limit');
  const wrong = await runCli('sending/sms.ts', ['costs', '--store', store, '--days', 'all'], {
    DATABASE_URL: gate.databaseUrl,
  });
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('--days all is no number of days')]);
});

test('a refusal gives the money back; the next attempt takes it again', async () => {
  const [ada] = await texted(1);
  twilio.fake.fault({ kind: 'refuses', status: 429, code: 20429 }, { times: 1 });
  expect(outcomeOf(await attempt(ada!))).toBe('refused');
  expect(await spent()).toEqual({ taken: 0, over: false });
  expect(await gate.db.select().from(smsBudgetTakes)).toEqual([]);
  gate.clock.set(start + minute);
  expect(outcomeOf(await attempt(ada!))).toBe('accepted');
  expect(await spent()).toEqual({ taken: 7, over: false });
});

test('a number that Twilio never takes gives the money back', async () => {
  const [ada] = await texted(1);
  twilio.fake.fault({ kind: 'refuses', status: 400, code: 21211 }, { times: 1 });
  expect(await attempt(ada!)).toEqual({ outcome: 'failed', reason: 'refused' });
  expect(await spent()).toEqual({ taken: 0, over: false });
});

test('a process killed after its claim keeps the money until its fate is known, and gives it back if it was nothing', async () => {
  const [ada, bob] = await texted(2);
  // The call never left, and nobody recorded it: the claim stands, as a killed worker leaves it.
  const dead: Provider = { ...twilio.provider(), send: async () => new Promise(() => {}), timeoutMillis: 3_600_000 };
  void attempt(ada!, dead);
  void attempt(bob!, dead);
  await expect.poll(async () => (await spent()).taken, { timeout: 30_000 }).toBe(14);
  // Not in Twilio's record after the time that it may need: nobody knows, and it may have cost.
  gate.clock.set(start + 10 * minute);
  expect(await attempt(ada!)).toEqual({ outcome: 'unknown' });
  expect(await spent()).toEqual({ taken: 14, over: false });
  // The operator finds out that it never went.
  await gate.db.update(messages).set({ state: 'failed', reason: 'not_accepted' }).where(eq(messages.runId, ada!.run));
  expect(await spent()).toEqual({ taken: 7, over: false });
});

test('a message with an answer that got lost is found in the record, counted once and paid once', async () => {
  const [ada] = await texted(1);
  twilio.fake.fault({ kind: 'lost' }, { times: 1 });
  expect(outcomeOf(await attempt(ada!))).toBe('uncertain');
  gate.clock.set(start + 10_000);
  expect(outcomeOf(await attempt(ada!))).toBe('accepted');
  expect(await spent()).toEqual({ taken: 7, over: false });
  expect(costAtTwilio([ada!])).toBe(7);
});

test('what is left in several blocks pays one message together', async () => {
  // Eight blocks of two cents.
  await budgetOf(16);
  const people = await texted(3);
  const outcomes = [];
  for (const one of people) outcomes.push(outcomeOf(await attempt(one)));
  expect(outcomes).toEqual(['accepted', 'accepted', 'later']);
  expect(await spent()).toEqual({ taken: 14, over: false });
});

test('a budget that is changed during the day holds at once, with what was spent', async () => {
  await budgetOf(70);
  const people = await texted(14);
  const next = async (count: number) =>
    Promise.all(people.splice(0, count).map(async (one) => outcomeOf(await attempt(one))));
  expect(await next(9)).toEqual(Array.from({ length: 9 }, () => 'accepted'));
  await budgetOf(63);
  expect(await next(1)).toEqual(['later']);
  await budgetOf(77);
  expect((await next(3)).toSorted()).toEqual(['accepted', 'accepted', 'later']);
  await budgetOf(null);
  expect(await next(1)).toEqual(['accepted']);
  expect((await spent()).taken).toBe(84);
});

test('R87 a message about an order is counted, passes no budget by default, and takes nothing of the marketing one', async () => {
  await setSms({ dailyBudget: { marketing: 0, transactional: null } });
  const [parcel] = await texted(1, { purpose: 'transactional', rank: 'transactional' });
  expect(await attempt(parcel!)).toMatchObject({ outcome: 'accepted' });
  const [row] = await gate.db
    .select()
    .from(smsBudgetBlocks)
    .where(sql`taken > 0`);
  expect(row).toMatchObject({ purpose: 'transactional', taken: 7, capacity: null });
  expect(twilio.accepted(parcel!.phone)[0]!.body).not.toContain('STOP');
});

test('the next civil day of the store has its own money', async () => {
  await budgetOf(7);
  const [ada, bob] = await texted(2);
  expect(outcomeOf(await attempt(ada!))).toBe('accepted');
  expect(outcomeOf(await attempt(bob!))).toBe('later');
  gate.clock.set((await gate.row(bob!))!.notBefore!.getTime());
  expect(outcomeOf(await attempt(bob!))).toBe('accepted');
});

import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { messages } from '../../db/schema/index.ts';
import {
  afterProviderEvent,
  isLegal,
  type MessageState,
  messageStates,
  sentStates,
  transitions,
} from '../../domain/message-state.ts';
import { addPerson, noon, openShop } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { ledgerRow } from './ledger-row.ts';

const database = useDatabase();
let row: (state: MessageState) => typeof messages.$inferInsert;

beforeAll(async () => {
  const { db } = database.connection;
  await openShop(db);
  const ada = await addPerson(db);
  row = (state) => ledgerRow(ada, state, { step: randomUUID(), key: randomUUID() });
});

const insert = async (state: MessageState, changes: Partial<typeof messages.$inferInsert> = {}): Promise<string> => {
  const values = { ...row(state), ...changes };
  await database.connection.db.insert(messages).values(values);
  return values.id;
};
const update = async (id: string, changes: Partial<typeof messages.$inferInsert>) =>
  database.connection.db.update(messages).set(changes).where(eq(messages.id, id));
const stateOf = async (id: string) =>
  (await database.connection.db.select().from(messages).where(eq(messages.id, id)))[0]?.state;

/** The name of the rule that the database refused by. */
const refusal = async (attempt: PromiseLike<unknown>): Promise<string> => {
  try {
    await attempt;
  } catch (error) {
    return String(((error as Error).cause as { constraint_name?: string }).constraint_name);
  }
  return 'not refused';
};

const pairs = messageStates.flatMap((from) => messageStates.map((to) => ({ from, to })));

test.each(pairs.filter(({ from, to }) => isLegal(from, to)))('$from may go to $to', async ({ from, to }) => {
  const id = await insert(from);
  await update(id, { state: to });
  expect(await stateOf(id)).toBe(to);
});

test.each(pairs.filter(({ from, to }) => !isLegal(from, to)))(
  'the database refuses that $from goes to $to',
  async ({ from, to }) => {
    const id = await insert(from);
    expect(await refusal(update(id, { state: to }))).toBe('messages_transition');
    expect(await stateOf(id)).toBe(from);
  },
);

test('no state that may have been accepted leads to another send, and none that was accepted is denied', () => {
  for (const sendable of ['planned', 'claimed'] as const) expect(transitions.unknown).not.toContain(sendable);
  for (const sent of sentStates) {
    for (const to of transitions[sent]) expect(sentStates as readonly MessageState[]).toContain(to);
  }
});

test.each(['claimedAt', 'bodyHash', 'frozen', 'provider'] as const)(
  'the database refuses a claim without %s',
  async (field) => {
    expect(await refusal(insert('claimed', { [field]: null }))).toMatch(/messages_claim_(complete|frozen)/);
    const planned = await insert('planned', { [field]: null });
    expect(await refusal(update(planned, { state: 'claimed' }))).toMatch(/messages_claim_(complete|frozen)/);
  },
);

test.each(sentStates)('the database refuses %s without the id that the provider gave', async (state) => {
  expect(await refusal(insert(state, { providerId: null }))).toBe('messages_accepted_by_id');
  const claimed = await insert('claimed', { providerId: null });
  expect(await refusal(update(claimed, { state }))).toBe('messages_accepted_by_id');
});

test('the database refuses a standing claim whose first attempt, body or provider changes', async () => {
  const id = await insert('claimed');
  for (const change of [{ claimedAt: new Date(noon + 1) }, { bodyHash: 'other' }, { provider: 'other' }]) {
    expect(await refusal(update(id, change))).toBe('messages_claim_stays');
  }
  await update(id, { attempts: 2, unsettled: 2, lastError: 'no answer in time' });
  // Once it was released, a new claim is a new body.
  await update(id, { state: 'planned' });
  await update(id, { state: 'claimed', bodyHash: 'other', claimedAt: new Date(noon + 1) });
});

test.each(messageStates)('the database refuses another key for a message that is %s', async (state) => {
  const id = await insert(state);
  expect(await refusal(update(id, { key: randomUUID() }))).toBe('messages_key_stays');
});

test('the database refuses a state that does not exist', async () => {
  expect(await refusal(insert('sent' as MessageState))).toBe('messages_state_known');
});

test('every order of the same provider events, repeated or not, ends in the same state', () => {
  const events = fc.array(fc.constantFrom(...sentStates), { minLength: 1, maxLength: 8 });
  const orders = events.chain((some) =>
    fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...messageStates), orders, (before, [some, shuffled]) => {
      const end = some.reduce<MessageState>(afterProviderEvent, before);
      expect(shuffled.reduce<MessageState>(afterProviderEvent, before)).toBe(end);
      expect([...shuffled, ...some].reduce<MessageState>(afterProviderEvent, before)).toBe(end);
      // And every step on the way is one that the database allows.
      let state = before;
      for (const event of shuffled) {
        const next = afterProviderEvent(state, event);
        expect(isLegal(state, next)).toBe(true);
        state = next;
      }
    }),
  );
});

import { beforeAll, expect, test } from 'vitest';
import { recordDelivery, resolveUnknown, saidByOperator } from '../../db/ledger/told-later.ts';
import { messages } from '../../db/schema/index.ts';
import { type MessageState, messageStates, sentStates } from '../../domain/message-state.ts';
import { addPerson, minute, noon, openShop, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { ledgerRow } from './ledger-row.ts';

const database = useDatabase();
beforeAll(async () => openShop(database.connection.db));

const given = async (state: MessageState, changes: Partial<typeof messages.$inferInsert> = {}) => {
  const { db } = database.connection;
  const person = await addPerson(db);
  const values = ledgerRow(person, state, changes);
  await db.insert(messages).values(values);
  return { id: values.id, row: async () => stepOf(db, person) };
};
const at = (minutes: number): Date => new Date(noon + minutes * minute);

test('a bounce that is told before our own record of the acceptance accepts and bounces at once', async () => {
  const { id, row } = await given('claimed', { providerId: null, lastError: 'no answer in time' });
  await recordDelivery(database.connection.db, id, { state: 'bounced', providerId: 'theirs', at: at(5) });
  expect(await row()).toMatchObject({
    state: 'bounced',
    providerId: 'theirs',
    acceptedAt: at(5),
    settledAt: at(5),
    lastError: null,
  });
});

test('a delivery that is told after a bounce changes no state and keeps the newest time', async () => {
  const { id, row } = await given('accepted', { providerId: 'theirs' });
  const { db } = database.connection;
  await recordDelivery(db, id, { state: 'bounced', providerId: 'theirs', at: at(9) });
  await recordDelivery(db, id, { state: 'delivered', providerId: 'theirs', at: at(4) });
  expect(await row()).toMatchObject({ state: 'bounced', settledAt: at(9) });
  await recordDelivery(db, id, { state: 'complained', providerId: 'theirs', at: at(20) });
  expect(await row()).toMatchObject({ state: 'complained', settledAt: at(20) });
});

test('the provider is believed whatever the ledger thought, and its own reason goes', async () => {
  for (const before of messageStates) {
    for (const told of sentStates) {
      const { id, row } = await given(before, {
        providerId: (sentStates as readonly MessageState[]).includes(before) ? 'theirs' : null,
        ...(before === 'withheld' && { reason: 'expired' }),
      });
      await recordDelivery(database.connection.db, id, { state: told, providerId: 'theirs', at: at(1) });
      const after = (await row())!;
      expect(sentStates).toContain(after.state);
      expect(after).toMatchObject({ reason: null, providerId: 'theirs' });
    }
  }
});

test('what is told of a message that we do not have is told so', async () => {
  const unknown = recordDelivery(database.connection.db, crypto.randomUUID(), {
    state: 'delivered',
    providerId: 'theirs',
    at: at(1),
  });
  expect(await unknown).toBeUndefined();
});

test("an unknown message that a person says was sent is accepted, and takes the provider's id when it comes", async () => {
  const { db } = database.connection;
  const { id, row } = await given('unknown', { providerId: null, lastError: 'no answer in time' });
  expect(await resolveUnknown(db, id, 'accepted', { at: at(3) })).toMatchObject({
    state: 'accepted',
    providerId: saidByOperator,
    acceptedAt: at(3),
  });
  await recordDelivery(db, id, { state: 'delivered', providerId: 'theirs', at: at(1) });
  expect(await row()).toMatchObject({ state: 'delivered', providerId: 'theirs' });
});

test('an unknown message that was not sent fails with its own reason, and is resolved once', async () => {
  const { db } = database.connection;
  const { id, row } = await given('unknown', { providerId: null });
  expect(await resolveUnknown(db, id, 'failed', { at: at(3) })).toMatchObject({ state: 'failed' });
  expect(await resolveUnknown(db, id, 'accepted', { at: at(4) })).toBeUndefined();
  expect(await row()).toMatchObject({ state: 'failed', reason: 'not_accepted' });
});

test.each(messageStates.filter((state) => state !== 'unknown'))(
  'a message that is %s is not resolved',
  async (state) => {
    const { id, row } = await given(state);
    for (const to of ['accepted', 'failed'] as const) {
      expect(await resolveUnknown(database.connection.db, id, to, { at: at(3) })).toBeUndefined();
    }
    expect(await row()).toMatchObject({ state });
  },
);

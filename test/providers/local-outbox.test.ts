import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { localOutboxProvider } from '../../activities/providers/local-outbox.ts';
import { localOutbox } from '../../db/schema/index.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { useDatabase } from '../stack/database.ts';
import { callOf, holdsContract } from './contract.ts';
import { email, sms, whatsapp } from './messages.ts';

const database = useDatabase();
const provider = () => localOutboxProvider({ db: database.connection.db, clock: systemClock(), timeoutMillis: 2_000 });

/** The table as it is, read before each look: the suite asks for it at once. */
let kept: { id: string; to: string; text: string }[] = [];
const read = async () => {
  kept = await database.connection.db
    .select({ id: localOutbox.id, to: sql<string>`message ->> 'to'`, text: sql<string>`message ->> 'text'` })
    .from(localOutbox);
};
beforeEach(read);

for (const [channel, message] of [
  ['e-mail', email],
  ['SMS', sms],
  ['WhatsApp', whatsapp],
] as const) {
  holdsContract(`local outbox, ${channel}`, () => ({
    provider: () => {
      const real = provider();
      return {
        ...real,
        send: async (call) => {
          const answer = await real.send(call);
          await read();
          return answer;
        },
      };
    },
    message,
    changed: (one) => ({ ...one, text: 'another' }),
    accepted: ({ to, text }) => kept.filter((one) => one.to === to && one.text === text).map(({ id }) => id),
  }));
}

test('a text message is kept as it is', async () => {
  const call = callOf(sms());
  await provider().send(call);
  const [row] = await database.connection.db.select().from(localOutbox).where(eq(localOutbox.key, call.key));
  expect(row?.message).toEqual(call.message);
});

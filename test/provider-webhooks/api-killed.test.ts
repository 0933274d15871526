import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messages, providerEvents, suppressions } from '../../db/schema/index.ts';
import { messageTag } from '../../domain/delivery.ts';
import { bounce, resendEvent } from '../fake-resend/webhook.ts';
import { deliverWebhooks, type Posting } from '../fake-resend/webhook-sender.ts';
import { addPeople, minute, noon, openShop } from '../gate/world.ts';
import { ledgerRow } from '../ledger/ledger-row.ts';
import { useDatabase } from '../stack/database.ts';
import { seed } from '../stack/seed.ts';
import { useNamespace } from '../stack/temporal.ts';
import { type Process, until, untilReady, useProcesses } from '../worker/processes.ts';
import { secrets } from './use-webhooks.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();

const lives = [
  { events: ['email.sent', 'email.delivered'], ends: 'delivered' },
  { events: ['email.sent', 'email.bounced'], ends: 'bounced' },
  { events: ['email.sent', 'email.delivered', 'email.complained'], ends: 'complained' },
] as const;
const lifeOf = (index: number) => lives[Math.floor(index / 3) % 3]!;
const before = ['accepted', 'unknown', 'claimed'] as const;

test('the api killed while events come, late, twice and out of order: none is lost, none counts twice', async () => {
  const { db } = database.connection;
  await openShop(db);
  const options = {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    environment: { RESEND_WEBHOOK_SECRET: secrets.new },
  };
  const startApi = async (): Promise<Process> => {
    const api = await processes.api(options);
    await untilReady(api, '/health');
    return api;
  };
  const apis = await Promise.all([startApi(), startApi()]);

  const people = await addPeople(db, 90);
  const rows = people.map((person, index) =>
    ledgerRow(person, before[index % 3]!, {
      ...(index % 3 > 0 && { providerId: null }),
      frozen: { from: 'a@shop.example', to: person.email, subject: 's', html: 'h', text: 't', headers: {} },
    }),
  );
  await db.insert(messages).values(rows);
  const told = rows.map(({ id, providerId }, index) => ({
    id: providerId ?? `re-${id}`,
    to: people[index]!.email,
    tags: { [messageTag]: id },
  }));
  const postings = told.flatMap((message, index): Posting[] =>
    lifeOf(index).events.map((type, place) => ({
      id: `${message.id}-${type}`,
      body: resendEvent(type, message, noon + place * minute, type === 'email.bounced' ? bounce('Permanent') : {}),
    })),
  );

  console.log(`seed ${seed}`);
  const [numbers] = fc.sample(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), { seed, numRuns: 1 });
  const random = (): number => numbers!.next().value as number;
  let turn = 0;
  const delivering = deliverWebhooks(postings, {
    url: () => `${apis[turn++ % 2]!.url}/webhooks/resend`,
    secret: secrets.new,
    random,
    mostTimes: 3,
    mostDelayMillis: 40,
  });
  await until(
    async () => (await db.$count(providerEvents)) > postings.length / 4,
    () => 'a part of the events is taken',
  );
  await apis[0].kill();
  apis[0] = await startApi();
  expect(await delivering).toBeGreaterThan(postings.length);

  const after = await db
    .select()
    .from(messages)
    .where(
      inArray(
        messages.id,
        rows.map(({ id }) => id),
      ),
    );
  for (const [index, { id }] of rows.entries()) {
    const row = after.find((one) => one.id === id)!;
    expect([row.state, row.providerId]).toEqual([lifeOf(index).ends, told[index]!.id]);
  }
  const kept = await db.select().from(providerEvents);
  expect(kept).toHaveLength(postings.length);
  expect(kept.filter(({ messageId }) => messageId === null)).toEqual([]);
  const reasons = (await db.select().from(suppressions)).map(({ reason }) => reason);
  expect(reasons.filter((one) => one === 'bounced')).toHaveLength(30);
  expect(reasons.filter((one) => one === 'complained')).toHaveLength(30);
  expect(reasons).toHaveLength(60);
}, 120_000);

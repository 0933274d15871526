import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inbox, lastContacts, messages, providerEvents, runs } from '../../../db/schema/index.ts';
import type { EventType } from '../../../domain/events.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';
import { addRuns } from './more-runs.ts';

const gate = useGate();
const day = 24 * hour;

/** Who answered none of two gets no more than two in a month. */
const quietly = async (): Promise<void> =>
  plantPolicy(gate.db, store, {
    caps: {
      caps: [
        {
          id: 'passive',
          channel: 'email',
          purpose: 'marketing',
          who: ['passive'],
          atMost: { normal: 2 },
          per: { rolling: '30 days' },
        },
      ],
      passiveAfter: 2,
    },
  });

/** Three messages on three days; what the customer does before the third is given. */
const third = async (does: (person: Person) => Promise<unknown>): Promise<string> => {
  await quietly();
  const ada = await gate.person();
  await gate.db.delete(runs).where(eq(runs.id, ada.run));
  const three = await addRuns(
    gate.db,
    ada,
    [0, 1, 2].map((index) => ({
      rank: 'win-back',
      dueAt: noon + index * day,
      input: { expiresAt: toInstant(noon + index * day + hour) },
    })),
  );
  const said: string[] = [];
  for (const [index, one] of three.entries()) {
    gate.clock.set(noon + index * day);
    if (index === 2) await does(one);
    const outcome = await gate.attempt(one);
    said.push('outcome' in outcome ? outcome.outcome : outcome.again);
  }
  expect(said.slice(0, 2)).toEqual(['accepted', 'accepted']);
  return said[2]!;
};

const told = async ({ customer }: Person, type: EventType): Promise<unknown> =>
  gate.db.insert(inbox).values({
    id: randomUUID(),
    storeId: store,
    eventId: randomUUID(),
    type,
    occurredAt: new Date(noon + day + hour),
    customerId: customer,
    body: {},
    hash: 'hash',
    fate: 'applied',
    receivedAt: new Date(noon + day + hour),
  });

const did = async ({ customer }: Person, kind: 'click' | 'cart' | 'consent'): Promise<unknown> =>
  gate.db.insert(lastContacts).values({ storeId: store, customerId: customer, kind, at: new Date(noon + day + hour) });

const opened = async ({ customer }: Person): Promise<unknown> => {
  const [message] = await gate.db.select().from(messages).where(eq(messages.customerId, customer));
  return gate.db.insert(providerEvents).values({
    id: randomUUID(),
    provider: 'resend',
    eventId: randomUUID(),
    messageId: message!.id,
    type: 'email.opened',
    occurredAt: new Date(noon + day + hour),
    receivedAt: new Date(noon + day + hour),
  });
};

test.each([
  ['nothing', async () => {}, 'withheld'],
  ['a visit', async (person: Person) => told(person, 'page.viewed'), 'accepted'],
  ['a look at a product', async (person: Person) => told(person, 'product.viewed'), 'accepted'],
  ['a click', async (person: Person) => did(person, 'click'), 'accepted'],
  ['a cart', async (person: Person) => did(person, 'cart'), 'accepted'],
  ['a parcel, which is none of theirs', async (person: Person) => told(person, 'order.shipped'), 'withheld'],
  ['an open, which is not used', opened, 'withheld'],
])('R187 the frequency follows the reaction to the first messages: %s', async (_what, does, expected) => {
  expect(await third(does)).toBe(expected);
});

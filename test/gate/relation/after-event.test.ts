import type { Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { drain, listenOn, portOf } from '../../../api/listen-on.ts';
import { render } from '../../../activities/templates/index.ts';
import { productId } from '../../../db/ids.ts';
import {
  consents,
  customers,
  loyaltyAccounts,
  newsRequests,
  productSales,
  purchaseDays,
} from '../../../db/schema/index.ts';
import { idempotencyKey } from '../../../domain/delivery.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { eq } from 'drizzle-orm';
import { noPressure, plantPolicy } from '../../stack/policy.ts';
import { addProduct, saveProductsPolicy } from '../products/catalogue.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';

const gate = useGate();
let server: Server;

beforeAll(async () => {
  await plantPolicy(gate.db, store, noPressure);
  await saveProductsPolicy(gate.db);
  for (const [name, category, units] of [
    ['runner', 'shoes', 9],
    ['belt', 'belts', 7],
  ] as const) {
    await addProduct(gate.db, name, { category });
    const sold = { storeId: store, units, medianPrice: 2_500, currency: 'EUR', countedAt: new Date(noon - hour) };
    await gate.db.insert(productSales).values({ productId: productId(store, name), ...sold });
  }
  const app = createApp({
    db: gate.db,
    clock: gate.clock,
    specs: [],
    logger: pino({ level: 'silent' }),
    wake: () => {},
    readiness: async () => ({ ready: true, checks: {} }),
  });
  server = await listenOn(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => drain(server, 0));

const letter = async (template: string): Promise<Person> =>
  gate.person({
    input: { journey: 'eventFollowUp', step: `${template}#1`, template, props: {}, rank: 'loyalty' } as never,
  });

/** Another one of the same letter, three days later; what the provider got, or why it got nothing. */
const again = async (person: Person, n: number): Promise<string> => {
  const at = noon + n * 72 * hour;
  gate.clock.set(at);
  const step = `${person.input.template}#${n + 1}`;
  const input = { ...person.input, step, dueAt: toInstant(at), expiresAt: toInstant(at + 12 * hour) };
  const outcome = await gate.attempt(person, { render, input });
  if (!('outcome' in outcome)) return outcome.again;
  if (outcome.outcome !== 'accepted') return `${outcome.outcome} ${'reason' in outcome ? String(outcome.reason) : ''}`;
  const key = idempotencyKey(input);
  const [got] = gate.fake.acceptances().filter((one) => one.key === key);
  return (got!.body as { text: string }).text.replace(/[\u00a0\u202f]/gu, ' ');
};

const page = async (text: string, form?: Record<string, string>) => {
  const path = /https:\/\/journeys\.shop\.example(\/answer\/\S+)/u.exec(text)![1]!;
  const response = await fetch(`http://127.0.0.1:${portOf(server)}${path}`, {
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  return { status: response.status, html: await response.text() };
};

test('R172 a letter asks one thing, its page takes the answer, and nobody is asked what they told', async () => {
  const ada = await letter('after-event/question');
  const interest = await again(ada, 0);
  expect(interest).toContain('Which part of the shop would you like to hear of?');
  expect(interest).not.toContain('birthday');
  const asked = await page(interest);
  expect(asked.html).toMatch(/value="shoes".*value="belts"/su);
  expect(asked.html).not.toContain('birthday');

  // What was not offered is no answer, and changes nothing.
  expect((await page(interest, { question: 'interest', answer: 'cars' })).html).toContain('value="shoes"');
  expect(await gate.db.select().from(newsRequests)).toEqual([]);
  expect((await page(interest, { question: 'interest', answer: 'belts' })).html).toContain('Thank you');
  expect(await gate.db.select().from(newsRequests)).toMatchObject([{ customerId: ada.customer, category: 'belts' }]);

  const birthday = await again(ada, 1);
  expect(birthday).toContain('Which day is your birthday?');
  expect((await page(birthday, { question: 'birthday', day: '31', month: '2' })).html).toContain('no such day');
  expect((await page(birthday, { question: 'birthday', day: '3', month: '2' })).html).toContain('Thank you');
  const [row] = await gate.db.select().from(customers).where(eq(customers.id, ada.customer));
  expect(row?.birthday).toBe('02-03');

  const channel = await again(ada, 2);
  expect(channel).toContain('/preferences/');
  expect(channel).not.toContain('/answer/');
  const act = { storeId: store, customerId: ada.customer, channel: 'sms', purpose: 'marketing' } as const;
  await gate.db
    .insert(consents)
    .values({ ...act, state: 'withdrawn', at: new Date(noon), source: 'checkout', proof: {} });
  expect(await again(ada, 3)).toBe('withheld nothing_to_show');
  expect((await page(birthday)).html).toContain('There is nothing to ask you.');

  // A link of nobody is told the same, and nothing of anybody.
  const unknown = await page(`https://journeys.shop.example/answer/${randomUUID()}?lang=en`);
  expect([unknown.status, unknown.html.includes('There is nothing to ask you.')]).toEqual([200, true]);
});

test('R170 a member hears of their balance, their tier and the way to the next; who is none hears nothing', async () => {
  const ada = await letter('after-event/standing');
  expect(await again(ada, 0)).toBe('withheld nothing_to_show');
  const bea = await letter('after-event/standing');
  await gate.db
    .insert(loyaltyAccounts)
    .values({ customerId: bea.customer, storeId: store, points: 240, tier: 'bronze', updatedAt: new Date(noon) });
  await gate.db.insert(purchaseDays).values([
    { customerId: bea.customer, day: '2026-06-09', storeId: store, orders: 1, otherOrders: 0, amount: 12_500 },
    { customerId: bea.customer, day: '2025-06-01', storeId: store, orders: 1, otherOrders: 0, amount: 90_000 },
  ]);
  const text = await again(bea, 0);
  expect(text).toContain('240 points');
  expect(text).toContain('bronze');
  // 300 euros make silver, and what was paid more than a year ago does not count.
  expect(text).toContain('silver: €175.00 to go.');
});

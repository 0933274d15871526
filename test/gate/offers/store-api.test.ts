import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askStoreApi } from '../../../activities/offers/ask-store.ts';
import type { OfferPolicy } from '../../../domain/policy/offers.ts';
import { useGate } from '../use-gate.ts';
import { hour, keyed, minute, noon, setOffers } from '../world.ts';
import { offerStep, poolTen, states, withOffer } from './pool.ts';

const gate = useGate();
const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

/** A shop that makes one code a key, and keeps a record of what it was asked. */
const shop = { codes: new Map<string, string>(), asked: [] as string[], status: 200, url: '' };
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const verified = new Webhook(secret).verify(body, request.headers as Record<string, string>) as { key: string };
      const key = String(request.headers['idempotency-key']);
      shop.asked.push(body);
      if (verified.key !== key) response.writeHead(400).end();
      else if (shop.status !== 200) response.writeHead(shop.status).end();
      else {
        if (!shop.codes.has(key)) shop.codes.set(key, `SHOP-${String(shop.codes.size).padStart(4, '0')}`);
        response
          .writeHead(201, { 'content-type': 'application/json' })
          .end(JSON.stringify({ code: shop.codes.get(key) }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/codes`;
});
afterAll(() => void server.close());
beforeEach(() => {
  shop.status = 200;
  shop.asked.length = 0;
});

const made = (): OfferPolicy => ({ ...poolTen, codes: { from: 'store', url: shop.url } });

const ask = async (changes: Partial<Parameters<typeof gate.attempt>[1] & object> = {}) => {
  await setOffers(gate.db, { cartTen: made() });
  const ada = await gate.person({ input: offerStep });
  const texts: string[] = [];
  const email = {
    ...keyed,
    send: async ({ message }: { readonly message: { readonly text: string } }) => {
      texts.push(message.text);
      return { answer: 'accepted' as const, id: `id ${ada.key}` };
    },
  };
  const attempt = async (more: object = {}) =>
    gate.attempt(ada, { email, input: withOffer(ada.cart), askStore: askStoreApi({ secret }), ...changes, ...more });
  return { ada, attempt, texts };
};

test('the shop’s own system makes the code, asked with a key, signed, and told nothing of the customer', async () => {
  const { ada, attempt, texts } = await ask();
  expect(await attempt()).toMatchObject({ outcome: 'accepted' });
  const code = shop.codes.get(ada.key)!;
  const shown = (JSON.parse(texts[0]!) as { offer: { code: string; validUntil: string } }).offer;
  expect(shown.code).toBe(code);
  expect(JSON.parse(shop.asked[0]!)).toEqual({
    store: 'demo',
    offer: 'cartTen',
    gives: { kind: 'percent', percent: 10 },
    validUntil: shown.validUntil,
    key: ada.key,
  });
  expect(shop.asked[0]).not.toContain(ada.email);
  expect(await states(gate.db, code)).toEqual({ given: 1 });
});

test('made ready again, the step has the code that the shop made for it: one code a step', async () => {
  const { ada, attempt, texts } = await ask();
  const before = shop.codes.size;
  // The worker died while it rendered.
  void attempt({ render: async () => new Promise(() => {}) });
  await expect.poll(() => shop.codes.get(ada.key)).toBeDefined();
  await expect.poll(async () => states(gate.db, shop.codes.get(ada.key))).toEqual({ leased: 1 });
  gate.clock.set(noon + 5 * minute);
  expect(await attempt()).toMatchObject({ outcome: 'accepted' });
  expect(texts[0]).toContain(shop.codes.get(ada.key));
  expect(shop.codes.size).toBe(before + 1);
});

test('a shop that gives no more of the offer is an empty pool: as the offer says', async () => {
  const { attempt, texts } = await ask();
  shop.status = 410;
  expect(await attempt()).toMatchObject({ outcome: 'accepted' });
  expect(JSON.parse(texts[0]!)).not.toHaveProperty('offer');
});

test('a shop that does not answer is asked again for an hour; then the message goes out as from an empty pool', async () => {
  const { attempt, texts } = await ask();
  shop.status = 500;
  expect(await attempt()).toMatchObject({ again: 'unavailable' });
  gate.clock.set(noon + hour - 1);
  expect(await attempt()).toMatchObject({ again: 'unavailable' });
  gate.clock.set(noon + hour);
  expect(await attempt()).toMatchObject({ outcome: 'accepted' });
  expect(JSON.parse(texts[0]!)).not.toHaveProperty('offer');
});

test('a shop that comes back within the hour still gives its code', async () => {
  const { attempt, texts } = await ask();
  shop.status = 503;
  await attempt();
  shop.status = 200;
  expect(await attempt()).toMatchObject({ outcome: 'accepted' });
  expect(texts[0]).toContain('SHOP-');
});

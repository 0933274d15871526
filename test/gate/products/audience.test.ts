import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { audienceMember } from '../../../activities/audience/audience-member.ts';
import { render } from '../../../activities/templates/index.ts';
import { productId } from '../../../db/ids.ts';
import { pageOfWrittenRuns } from '../../../db/road/written-runs.ts';
import { orders, productSales } from '../../../db/schema/index.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { anyHour, anySms, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';
import { addProduct, lineOf } from './catalogue.ts';

const gate = useGate();
const sales = { teapot: 90, cup: 80, bowl: 70, plate: 60 } as const;

beforeEach(async () => {
  await gate.db.delete(productSales);
  for (const [name, units] of Object.entries(sales)) {
    await addProduct(gate.db, name);
    const sold = { storeId: store, units, medianPrice: 2_500, currency: 'EUR', countedAt: new Date(noon - hour) };
    await gate.db.insert(productSales).values({ productId: productId(store, name), ...sold });
  }
});

/** A buyer of the teapot, long ago, whose first letter of `winBack` is due. */
const lost = async (options: Parameters<typeof gate.person>[0] = {}): Promise<Person> => {
  const input = { journey: 'winBack', step: 'win-back/news#1', template: 'win-back/news', props: {}, rank: 'win-back' };
  const ada = await gate.person({ ...options, input: { ...input, ...options.input } as Partial<DeliverInput> });
  await gate.db.insert(orders).values({
    id: randomUUID() as OrderId,
    storeId: store,
    externalId: randomUUID(),
    customerId: ada.customer,
    state: 'delivered',
    lines: [lineOf('teapot', 1)],
    total: 2_500,
    currency: 'EUR',
    placedAt: new Date(noon - 100 * 24 * hour),
    updatedAt: new Date(noon - 100 * 24 * hour),
  });
  return ada;
};

test('R60 mail, text message and audience tell of the same products', async () => {
  await plantPolicy(gate.db, store, { ...anyHour, ...anySms });
  const ada = await lost();
  expect(await gate.attempt(ada, { render })).toMatchObject({ outcome: 'accepted' });
  const [mail] = gate.accepted(ada);
  const titles = [...(mail!.body as { text: string }).text.matchAll(/^- The (\w+)/gmu)].map(([, title]) => title);
  expect(titles).toEqual(['cup', 'bowl', 'plate']);

  const member = await audienceMember(gate.db, ada.input, noon);
  expect(member).toEqual({ emailHash: createHash('sha256').update(ada.email).digest('hex'), products: titles });

  const view = { shop: { name: 'Demo shop', url: 'https://shop.example' }, customer: {} };
  const products = titles.map((name) => ({
    title: `The ${name}`,
    url: `https://shop.example/${name}`,
    unitPrice: { amount: 2_500, currency: 'EUR' },
  }));
  const brand = { commitments: [], pages: {} };
  const sms = await render('win-back/gift', 'en', { ...view, brand, products }, { mostSegments: 2 });
  expect(sms.text).toContain(`https://shop.example/${titles[0]}`);
});

test('R60 an audience holds who has begun to be written to, and nobody who may not be', async () => {
  const written = await lost();
  await gate.attempt(written, { render });
  const waiting = await lost();
  const page = await pageOfWrittenRuns(gate.db, { store, journey: 'winBack', after: undefined, limit: 50 });
  const ids = page.map(({ id }) => id);
  expect(ids).toContain(written.run);
  expect(ids).not.toContain(waiting.run);
  expect(await audienceMember(gate.db, (await lost({ consent: false })).input, noon)).toBeUndefined();
});

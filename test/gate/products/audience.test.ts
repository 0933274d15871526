import { createHash, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { audienceMember } from '../../../activities/audience/audience-member.ts';
import { render } from '../../../activities/templates/index.ts';
import { productId } from '../../../db/ids.ts';
import { pageOfWrittenRuns } from '../../../db/road/written-runs.ts';
import { campaigns, orders, productSales, runs } from '../../../db/schema/index.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { CampaignId, OrderId } from '../../../domain/ids.ts';
import { anyHour, anySms, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { sampleCampaign } from '../../../cli/simulator/sample-campaign.ts';
import { buy, hour, noon, type Person, store } from '../world.ts';
import { addProduct, lineOf } from './catalogue.ts';

const gate = useGate();
const hashOf = ({ email }: Person): string => createHash('sha256').update(email).digest('hex');
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

test('R60 R135 mail, text message and audience tell of the same products', async () => {
  await plantPolicy(gate.db, store, { ...anyHour, ...anySms });
  const ada = await lost();
  expect(await gate.attempt(ada, { render })).toMatchObject({ outcome: 'accepted' });
  const [mail] = gate.accepted(ada);
  const titles = [...(mail!.body as { text: string }).text.matchAll(/^- The (\w+)/gmu)].map(([, title]) => title);
  expect(titles).toEqual(['cup', 'bowl', 'plate']);

  const member = await audienceMember(gate.db, ada.input, noon);
  expect(member).toEqual({ emailHash: hashOf(ada), products: titles });

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

test('R138 R143 R146 R153 a campaign’s audience: who was written to and has not bought, each once, hashed, with what its mails propose', async () => {
  const campaignId = randomUUID() as CampaignId;
  await gate.db.insert(campaigns).values({
    id: campaignId,
    storeId: store,
    name: 'summer',
    plan: { ...sampleCampaign, opens: '2026-06-17T08:00', second: undefined, third: undefined, hours: [] },
    state: 'planned',
    version: 1,
    savedBy: 'command:test',
    why: 'the season',
    savedAt: new Date(noon - hour),
    createdAt: new Date(noon - hour),
  });
  const counted = async (options: Parameters<typeof gate.person>[0] = {}): Promise<Person> => {
    const template = 'season/countdown';
    const props = { campaignId, moment: 'countdown' } as never;
    const input = { journey: 'seasonalCountdown', step: `${template}#1`, template, props, rank: 'campaign' } as const;
    const person = await lost({ ...options, input });
    await gate.db
      .update(runs)
      .set({ event: { campaignId, kind: 'sales', path: 'vip' } })
      .where(eq(runs.id, person.run));
    return person;
  };
  const [buyer, looker] = [await counted(), await counted()];
  await counted({ consent: false });
  const audience = async () => {
    const found = [];
    for (let after; ;) {
      const [run] = await pageOfWrittenRuns(gate.db, { store, journey: 'seasonalCountdown', after, limit: 1 });
      if (!run) return found;
      after = run.id;
      const person = [buyer, looker].find((one) => one.run === run.id)!;
      found.push(await audienceMember(gate.db, person.input, noon));
    }
  };
  expect(await audience()).toEqual([]);
  for (const person of [buyer, looker]) {
    expect(await gate.attempt(person, { render })).toMatchObject({ outcome: 'accepted' });
  }
  const titles = [...(gate.accepted(looker)[0]!.body as { text: string }).text.matchAll(/^- The (\w+)/gmu)];
  const products = titles.map(([, title]) => title);
  expect(products).toEqual(['cup', 'bowl', 'plate']);
  const told = [buyer, looker].map((person) => ({ emailHash: hashOf(person), products }));
  expect((await audience()).toSorted((a, b) => (a!.emailHash < b!.emailHash ? -1 : 1))).toEqual(
    told.toSorted((a, b) => (a.emailHash < b.emailHash ? -1 : 1)),
  );
  // Who buys is not advertised to any more (R153).
  await buy(gate.db, buyer);
  expect(await audience()).toEqual([told[1]]);
});

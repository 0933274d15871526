import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  string,
  tuple,
  webUrl,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render } from '../../activities/templates/index.ts';
import { smsFlaws } from '../../activities/templates/sms/flaws.ts';
import { gsm, smsLength } from '../../activities/templates/sms/gsm.ts';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import type { SmsTerms, TemplateViews } from '../../activities/templates/view.ts';
import { defaultSms } from '../../domain/policy/sms.ts';
import { locales, type SmsTemplateId } from '../../domain/templates.ts';
import { checkoutView, offerView } from './samples.ts';

const { mostSegments } = defaultSms;
const marketing: SmsTerms = { mostSegments, wayOut: { number: null } };
const shortCode: SmsTerms = { mostSegments, wayOut: { number: '36105' } };
const textOf = async (id: SmsTemplateId, locale: 'fr' | 'en', view: TemplateViews[SmsTemplateId], terms = marketing) =>
  (await render(id, locale, view, terms)).text;
/** Of a usual link: cutting the offer's and the cart's to one segment is its writer's duty. */
const views = { cart: offerView, checkout: { ...checkoutView, offer: offerView.offer! } };

describe.each(locales)('text messages in %s', (locale) => {
  describe.each(smsTemplateIds)('%s', (id) => {
    test.each(Object.entries(views))(
      'R195 R196 %s: its brand, one link, STOP, within its length',
      async (_name, view) => {
        for (const terms of [marketing, shortCode]) {
          const text = await textOf(id, locale, view, terms);
          expect(smsFlaws(text, view.shop.name, terms)).toEqual([]);
          expect(text.match(/https?:\/\//gu)).toHaveLength(1);
          expect(smsLength(text).encoding).toBe('GSM-7');
          expect(text.startsWith('Maison Lumen')).toBe(true);
        }
      },
    );
  });

  test('the words are as reviewed (R19 R22 R196)', async () => {
    const all = [];
    for (const id of smsTemplateIds) {
      for (const [name, view] of Object.entries(views)) all.push(`## ${id}, ${name}`, await textOf(id, locale, view));
    }
    await expect(`${all.join('\n\n')}\n`).toMatchFileSnapshot(`golden/sms.${locale}.txt`);
  });
});

test('R195 the way out is where STOP is sent to, and is not in what is no marketing', async () => {
  expect(await textOf('cart/reminder', 'fr', offerView)).toMatch(/\nStop SMS: répondez STOP$/u);
  expect(await textOf('cart/reminder', 'fr', offerView, shortCode)).toMatch(/\nSTOP au 36105$/u);
  expect(await textOf('cart/reminder', 'en', offerView, shortCode)).toMatch(/\nText STOP to 36105$/u);
  expect(await textOf('cart/reminder', 'fr', offerView, { mostSegments })).not.toContain('STOP');
});

test('R195 R196 what is wrong with a text message is found', () => {
  const well = 'Shop: hello https://shop.example\nReply STOP to opt out';
  expect(smsFlaws(well, 'Shop', marketing)).toEqual([]);
  expect(smsFlaws(well.replace('STOP', 'no'), 'Shop', marketing)).toEqual(['no_way_out']);
  expect(smsFlaws(well, 'Shop', shortCode)).toEqual(['no_way_out']);
  expect(smsFlaws(well, 'Other', marketing)).toEqual(['no_brand']);
  expect(smsFlaws(`${well} https://more.example`, 'Shop', marketing)).toEqual(['links']);
  expect(smsFlaws(`${well} ${'x'.repeat(300)}`, 'Shop', marketing)).toEqual(['too_long']);
  expect(smsFlaws(`Shop: your parcel is late ${'x'.repeat(300)}`, 'Shop', { mostSegments })).toEqual([]);
});

test.each([
  ['a', 160, 1],
  ['a', 161, 2],
  ['a', 306, 2],
  ['a', 307, 3],
  ['€', 80, 1],
  ['€', 81, 2],
  ['ê', 70, 1],
  ['ê', 71, 2],
  ['ê', 134, 2],
  ['ê', 135, 3],
])('%s times %i is %i segments', (character, times, segments) => {
  expect(smsLength(character.repeat(times)).segments).toBe(segments);
});

test('names are written as text messages can: what GSM-7 lacks does not cost twice', () => {
  expect(gsm('L’Atelier « Forêt & Cœur » – été\u202f2026…')).toBe('L\'Atelier " Foret & Coeur " - été 2026...');
  expect(gsm('Promo 🔥🔥 ok ™')).toBe('Promo ok');
  expect(smsLength(gsm('ÀÉÈÙÇ çêâîôûëïü')).encoding).toBe('GSM-7');
  expect(gsm('Магазин')).toBe('Магазин');
});

/** What a store, a product or a code may be called by somebody who means no good, or is careless. */
const hostile = oneof(
  string({ unit: 'binary', maxLength: 400 }),
  array(
    constantFrom('😀', '漢', 'ê', '€', '[', '\n', '\u202e', '\ud800', 'https://evil.example/', 'STOP', ' ', '…', 'x'),
    {
      maxLength: 300,
    },
  ).map((all) => all.join('')),
);
const links = oneof(
  tuple(webUrl(), integer({ min: 0, max: 600 })).map(([url, more]) => `${url}/${'k'.repeat(more)}`),
  hostile,
);

test('R196 whatever a shop and its offers are called, a text message is within its length', async () => {
  const cases = record({
    name: hostile,
    shopUrl: constantFrom('https://shop.example', 'https://a-rather-long-name-of-a-shop.example/fr/'),
    cartUrl: links,
    code: hostile,
    firstName: hostile,
    locale: constantFrom(...locales),
    template: constantFrom(...smsTemplateIds),
    number: option(constantFrom('36105', '+33700000000')),
    stage: constantFrom('cart' as const, 'checkout' as const),
  });
  const seen = { gsm: 0, all: 0 };
  await assert(
    asyncProperty(cases, async (one) => {
      const terms: SmsTerms = { mostSegments: 3, wayOut: { number: one.number } };
      const view = {
        ...offerView,
        shop: { ...offerView.shop, name: one.name, url: one.shopUrl },
        customer: { firstName: one.firstName },
        cart: { ...offerView.cart, url: one.cartUrl, stage: one.stage },
        offer: { ...offerView.offer!, code: one.code.slice(0, 40) },
      };
      const text = await textOf(one.template, one.locale, view, terms);
      seen.all += 1;
      if (smsLength(text).encoding === 'GSM-7') seen.gsm += 1;
      expect(smsFlaws(text, one.name, terms)).toEqual([]);
      expect(text.split('\n')).toHaveLength(2);
      expect(text.length).toBeLessThanOrEqual(3 * 153);
    }),
    { numRuns: 500 },
  );
  // The property is about both alphabets.
  expect(seen.gsm).toBeGreaterThan(0);
  expect(seen.gsm).toBeLessThan(seen.all);
});

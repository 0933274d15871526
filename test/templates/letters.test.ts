import { describe, expect, test } from 'vitest';
import { contentSeen } from '../../activities/deliver/context/content-seen.ts';
import { render } from '../../activities/templates/index.ts';
import { letters } from '../../activities/templates/letters.ts';
import { defaultBrand } from '../../domain/policy/brand.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';
import { templateNeeds } from '../../domain/template-needs.ts';
import { type LetterId, locales } from '../../domain/templates.ts';
import { bareView, offerView } from './samples.ts';

const ids = Object.keys(letters) as LetterId[];
const every = locales.flatMap((locale) => ids.map((id) => [id, locale] as const));
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');

test('every letter says what it shows besides words', () => {
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.toSorted()).toEqual(Object.keys(templateNeeds).toSorted());
});

describe.each(every)('%s in %s', (id, locale) => {
  test('R4 asks for exactly one thing', async () => {
    for (const view of [offerView, bareView]) {
      const { html } = await render(id, locale, view);
      expect(html.match(/data-call="main"/gu)).toHaveLength(1);
    }
  });

  test('has no empty block, and no value shown as undefined, for somebody of whom nothing is known', async () => {
    for (const view of [offerView, bareView]) {
      const { subject, html, text } = await render(id, locale, view);
      for (const part of [subject, html, text]) expect(part).not.toMatch(/undefined|null|NaN|\[object|Invalid Date/u);
      expect(subject.trim()).not.toBe('');
      expect(text).not.toMatch(/\n{3,}|:\s*\n\n/u);
    }
    const { html, text } = await render(id, locale, bareView);
    expect(text.startsWith(locale === 'fr' ? 'Bonjour,' : 'Hello,')).toBe(true);
    expect(html).not.toContain('<img');
  });

  test('tells in plain text what it tells in HTML', async () => {
    const { html, text } = await render(id, locale, offerView);
    const needs = templateNeeds[id];
    for (const part of [html, text].map(plain)) {
      if (needs.proposals) for (const { title } of offerView.products) expect(part).toContain(title);
      if (part.includes('MERCI10')) expect(plain(text)).toContain('MERCI10');
    }
    expect(html).toContain(`lang="${locale}"`);
  });

  test('stays far below 102 kB, where Gmail clips, with an order of 200 lines', async () => {
    const line = { ...offerView.order!.lines[0]!, title: 'é'.repeat(5000) };
    const order = { ...offerView.order!, lines: Array.from({ length: 200 }, () => line) };
    const { html } = await render(id, locale, { ...offerView, order });
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  });

  test('reads as reviewed', async () => {
    for (const [name, view] of [
      ['full', offerView],
      ['bare', bareView],
    ] as const) {
      const { subject, text } = await render(id, locale, view);
      await expect(`${subject}\n\n${text}\n`).toMatchFileSnapshot(
        `golden/letters/${id.replace('/', '-')}.${name}.${locale}.txt`,
      );
    }
  });
});

test.each(locales)(
  'R3 the blocks of a welcome in %s: brand, best-sellers, reviews and pictures of customers, a limited code',
  async (locale) => {
    const shown = async (id: LetterId) => {
      const { html, text } = await render(id, locale, offerView);
      return { html, text: plain(text) };
    };
    const brand = await shown('welcome/brand');
    for (const words of [offerView.brand.story!, ...offerView.brand.commitments]) expect(brand.text).toContain(words);
    const sellers = await shown('welcome/best-sellers');
    expect(sellers.text).toContain('Photophore en verre');
    expect(sellers.html).toMatch(/<img [^>]*src="https:\/\/maison-lumen\.example\/images\/photophore\.jpg"/u);
    const reviews = await shown('welcome/reviews');
    for (const { quote, by } of offerView.brand.reviews!.all) {
      expect(reviews.text).toContain(quote);
      expect(reviews.text).toContain(by);
    }
    // Whoever shows reviews says how it knows that customers wrote them.
    expect(reviews.text).toContain(offerView.brand.reviews!.checked);
    expect(reviews.html).toContain('https://maison-lumen.example/avis/paul.jpg');
    const gift = await shown('welcome/gift');
    expect(gift.text).toContain('MERCI10');
    expect(gift.text).toMatch(/22 nov(embre|ember)?/iu);
  },
);

test.each(locales)(
  'R161 at the end a campaign says less: in %s one offer, its end in the subject, no list of dates',
  (locale) => {
    const copyOf = (id: LetterId) => letters[id].copy[locale](offerView);
    const [launch, ...end] = (['season/launch', 'season/last', 'season/hour'] as const).map(copyOf);
    expect(launch!.points!.length).toBeGreaterThan(0);
    for (const last of end) {
      expect([last.points, last.list, last.reviews, last.order, last.code, last.closing]).toEqual(
        Array(6).fill(undefined),
      );
      const sentences = last.opening.join(' ').match(/[.!?](?=\s|$)/gu)!;
      expect(sentences.length).toBeLessThanOrEqual(3);
      expect(plain(last.subject)).toMatch(locale === 'fr' ? /(fin|jusqu’à) .*\d/u : /(ends on|until) .*\d/u);
      expect(last.subject.length).toBeLessThanOrEqual(60);
    }
  },
);

const lacks = (template: 'collection/services' | 'collection/new', pages: object) =>
  contentSeen({ template }, { policy: { policy: { ...defaultPolicy, brand: { ...defaultBrand, pages } } } } as never, 0)
    .content;

describe('R91 R141 services that make buying easy', () => {
  const services = { wishList: 'list', preOrders: 'ahead', pickup: 'fetch' } as const;
  const names = {
    fr: { wishList: 'liste de souhaits', preOrders: 'précommande', pickup: 'retrait en magasin' },
    en: { wishList: 'wish list', preOrders: 'pre-order', pickup: 'pick up in the shop' },
  } as const;
  const shopWith = (...some: readonly (keyof typeof services)[]) => ({
    ...offerView,
    brand: {
      ...offerView.brand,
      pages: Object.fromEntries(some.map((one) => [one, `https://shop.example/${services[one]}`])),
    },
  });
  const all = Object.keys(services) as (keyof typeof services)[];
  const said = (text: string, locale: 'fr' | 'en') =>
    all.filter((one) => plain(text).toLowerCase().includes(names[locale][one]));

  test.each(locales)(
    '%s: a teaser and the message after the sales name those that the shop has, and no other',
    async (locale) => {
      for (const id of ['season/teaser', 'collection/services'] as const) {
        for (const some of [all, ['wishList'], ['preOrders', 'pickup']] as (typeof all)[]) {
          const { html, text } = await render(id, locale, shopWith(...some));
          for (const part of [html, text]) expect(said(part, locale), id).toEqual(some);
        }
        expect(said((await render(id, locale, shopWith())).text, locale)).toEqual([]);
      }
      const { html } = await render('collection/services', locale, shopWith('preOrders', 'pickup'));
      expect(html).toContain('https://shop.example/ahead');
    },
  );

  test.each(locales)('%s: so does the text message, which leads to the first of them', async (locale) => {
    const terms = { mostSegments: 2, wayOut: { number: null } };
    for (const some of [all, ['pickup']] as (typeof all)[]) {
      const { text } = await render('collection/services', locale, shopWith(...some), terms);
      expect(said(text, locale)).toEqual(some);
      expect(text).toContain(`https://shop.example/${services[some[0]!]}`);
    }
  });

  test('without any of them there is no message', () => {
    expect(lacks('collection/services', {})).toEqual({ lacks: 'page' });
    expect(lacks('collection/services', { pickup: 'https://shop.example/fetch' })).toEqual({});
    expect(lacks('collection/new', { pickup: 'https://shop.example/fetch' })).toEqual({ lacks: 'page' });
  });
});

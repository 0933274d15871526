import { describe, expect, test } from 'vitest';
import { withCampaign } from '../../activities/deliver/message/campaign.ts';
import { render, templateIds } from '../../activities/templates/index.ts';
import { decodeEntities, encodeEntities } from '../../activities/templates/links/entities.ts';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import { restoreUrl } from '../../activities/templates/cart/restore-url.ts';
import { defaultLinks } from '../../domain/policy/links.ts';
import { locales } from '../../domain/templates.ts';
import { offerView } from '../templates/samples.ts';

const shop = `${offerView.shop.url}/`;
const hrefs = (html: string) =>
  [...html.matchAll(/<a(?=\s)[^>]*\shref="([^"]*)"/gu)].map(([, url]) => decodeEntities(url!));
const every = locales.flatMap((locale) => templateIds.map((template) => [template, locale] as const));

describe.each(every)('the links of %s in %s', (template, locale) => {
  test('are all led from one place, in HTML and in plain text, and nothing else of it changes', async () => {
    const asked: [string, number][] = [];
    const link = (url: string, place: number): string => {
      asked.push([url, place]);
      return url.startsWith(shop) ? `https://j.example/l/a.${place}&b` : url;
    };
    const plain = await render(template, locale, offerView);
    const led = await render(template, locale, offerView, undefined, link);
    const urls = hrefs(plain.html);
    expect(urls.length).toBeGreaterThan(0);
    expect(new Set(asked.map(([url]) => url))).toEqual(new Set(urls));
    expect(hrefs(led.html).filter((url) => url.startsWith(shop))).toEqual([]);
    expect(led.text).not.toContain(shop);
    // Led back, it is what it was.
    const back = new Map(asked.map(([url, place]) => [`https://j.example/l/a.${place}&b`, url]));
    const undone = (text: string, write: (url: string) => string) =>
      [...back].reduce((now, [mine, url]) => now.replaceAll(write(mine), write(url)), text);
    if (back.size === new Set(asked.map(([, place]) => place)).size) {
      expect(undone(led.html, encodeEntities)).toBe(plain.html);
      expect(undone(led.text, String)).toBe(plain.text);
    }
    expect(led.subject).toBe(plain.subject);
  });

  test('number the main call 0 and the others as they come', async () => {
    const places = new Map<string, number>();
    const { html } = await render(template, locale, offerView, undefined, (url, place) => {
      places.set(url, place);
      return url;
    });
    const main = /<a\s[^>]*data-call="main"[^>]*>/u.exec(html)![0];
    expect(places.get(hrefs(main)[0]!)).toBe(0);
    expect([...places.values()].toSorted((a, b) => a - b)).toEqual([...places.keys()].map((_, index) => index));
  });
});

test.each(smsTemplateIds)('the one link of the text message %s is led', async (template) => {
  for (const locale of locales) {
    const terms = { mostSegments: 2, wayOut: { number: '36105' } };
    const { text } = await render(template, locale, offerView, terms, () => 'https://j.example/s/abcdefghijk');
    expect(text.match(/https?:\S+/gu)).toEqual(['https://j.example/s/abcdefghijk']);
  }
});

describe('the parameters of web analytics', () => {
  const kind = { journey: 'cartAbandonment', step: 'cart/offer#1', channel: 'email' } as const;

  test('name the journey, the step and the arm', () => {
    const url = withCampaign('https://shop.example/cart', 'relance', { ...kind, arms: { 'cart-offer': 'cartTen' } });
    expect(url).toBe(
      'https://shop.example/cart?utm_source=relance&utm_medium=email&utm_campaign=cart-abandonment&utm_content=cart-offer&utm_term=cart-offer.cart-ten',
    );
    expect(withCampaign('https://shop.example/', 'x', { ...kind, step: 'cart/offer#2' })).toContain('cart-offer-2');
  });

  test('leave the address as it was written, and a campaign of its own alone', () => {
    expect(withCampaign('https://shop.example/a?q=%C3%A9+b&x#top', 'relance', kind)).toMatch(
      /^https:\/\/shop\.example\/a\?q=%C3%A9\+b&x&utm_source=relance&.*#top$/u,
    );
    const own = 'https://shop.example/a?utm_source=newsletter';
    expect(withCampaign(own, 'relance', kind)).toBe(own);
    expect(withCampaign('https://shop.example/a', null, kind)).toBe('https://shop.example/a');
  });
});

describe('the address that fills a cart again', () => {
  const cart = {
    externalId: 'c/1 &x',
    lines: [
      { productId: 'p1', quantity: 2 },
      { productId: 'p2', quantity: 1 },
    ],
  };
  const names = new Map([
    ['p1', '42'],
    ['p2', 'a:b,c/../{cart}'],
  ]);
  const restored = (address: string, more = {}) =>
    restoreUrl({ ...defaultLinks.cart, restoreUrl: address, ...more }, cart, names);

  test('holds the lines as the storefront wants them, each value one part of it', () => {
    expect(restored('https://shop.example/cart/{lines}')).toBe(
      'https://shop.example/cart/42:2,a%3Ab%2Cc%2F..%2F%7Bcart%7D:1',
    );
    expect(
      restored('https://shop.example/restore?cart={cart}&l={lines}', { line: '{quantity}x{product}', between: ';' }),
    ).toBe('https://shop.example/restore?cart=c%2F1%20%26x&l=2x42;1xa%3Ab%2Cc%2F..%2F%7Bcart%7D');
  });

  test('is none where the storefront has none, or nothing in the cart is known', () => {
    expect(restoreUrl(defaultLinks.cart, cart, names)).toBeUndefined();
    expect(
      restoreUrl({ ...defaultLinks.cart, restoreUrl: 'https://shop.example/{lines}' }, cart, new Map()),
    ).toBeUndefined();
  });
});

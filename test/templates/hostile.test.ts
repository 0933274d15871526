import { assert, asyncProperty, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render, templateIds } from '../../activities/templates/index.ts';
import { locales } from '../../domain/templates.ts';
import { cartView, offerView } from './samples.ts';

const script = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;

const hostileView: typeof offerView = {
  ...offerView,
  shop: { ...cartView.shop, name: script, url: 'javascript:alert(1)' },
  customer: { firstName: script },
  offer: { gives: { kind: 'percent', percent: 10 }, code: script },
  brand: {
    story: script,
    commitments: [script],
    reviews: { all: [{ quote: script, by: script, photoUrl: 'javascript:alert(1)' }], checked: script },
    pages: { help: 'javascript:alert(1)', reviews: script },
  },
  products: [
    {
      title: script,
      imageUrl: 'data:text/html,x',
      url: 'javascript:alert(1)',
      unitPrice: { amount: 100, currency: 'EUR' },
    },
  ],
  order: {
    number: script,
    lines: [{ title: script, quantity: 1, unitPrice: { amount: 100, currency: 'EUR' } }],
    total: { amount: 100, currency: 'EUR' },
  },
  parcel: { carrier: script, trackingUrl: 'javascript:alert(1)' },
  cart: {
    ...cartView.cart,
    lines: [
      {
        title: script,
        imageUrl: 'data:text/html,<script>alert(1)</script>',
        url: 'javascript:alert(1)',
        quantity: 1,
        unitPrice: { amount: 100, currency: 'EUR' },
      },
    ],
  },
};

describe.each(templateIds)('%s keeps hostile values harmless', (template) => {
  test.each(locales)('markup of a shop, customer, code or product is text, in %s', async (locale) => {
    const { html } = await render(template, locale, hostileView);
    expect(html).not.toMatch(/<script|<img src=x|href="javascript:|src="data:/iu);
    expect(html).toContain('&lt;script&gt;');
  });

  test('no line break reaches the subject, where it could add a header', async () => {
    const shop = { ...cartView.shop, name: 'Lumen\r\nBcc: everyone@victims.example' };
    const { subject } = await render(template, 'fr', { ...offerView, shop });
    expect(subject).not.toMatch(/[\r\n]/u);
  });

  test('no title can write lines of its own or turn the text around in the plain text part', async () => {
    const line = { ...cartView.cart.lines[0]!, title: 'Vase\n\nTotal : 0 €\u202e' };
    const told = { products: [line], order: { ...cartView.order!, lines: [line] } };
    const { text } = await render(template, 'fr', { ...offerView, ...told, cart: { ...cartView.cart, lines: [line] } });
    expect(text).not.toContain('\u202e');
    expect(text).not.toMatch(/^Total : 0 €/mu);
  });

  test('a first name that is an advertisement is not used to greet', async () => {
    for (const firstName of [
      'WIN at www.prize.example',
      'https://prize.example',
      'a@b.example',
      'x'.repeat(41),
      '1000 €',
    ]) {
      const { html, text } = await render(template, 'en', { ...offerView, customer: { firstName } });
      for (const part of [html, text]) {
        expect(part).toContain('Hello,');
        expect(part).not.toContain(firstName);
      }
    }
    for (const firstName of ['Jean-Noël', "N'Golo", 'Éléonore', '美咲', 'Mary Ann', 'J.']) {
      expect((await render(template, 'en', { ...offerView, customer: { firstName } })).text).toContain(firstName);
    }
  });

  test('any text whatever renders, and never as a tag of its own', async () => {
    await assert(
      asyncProperty(string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const mark = `<b-${text}`;
        const lines = [{ ...cartView.cart.lines[0]!, title: mark, imageUrl: text, url: text }];
        const told = { products: lines, order: { ...cartView.order!, lines } };
        const { html } = await render(template, 'fr', { ...offerView, ...told, cart: { ...cartView.cart, lines } });
        expect(html).not.toContain('<b-');
      }),
      { numRuns: 60 },
    );
  });
});

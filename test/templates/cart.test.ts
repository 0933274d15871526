import { describe, expect, test } from 'vitest';
import { render } from '../../activities/templates/index.ts';
import { locales, type Locale } from '../../domain/templates.ts';
import { cartTemplateIds, cartView, checkoutView, offerView } from './samples.ts';

const every = locales.flatMap((locale) => cartTemplateIds.map((template) => [template, locale] as const));
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');

describe.each(every)('%s in %s', (template, locale) => {
  test('asks for exactly one thing, and its link is the cart', async () => {
    const { html, text } = await render(template, locale, offerView);
    const calls = html.match(/<a [^>]*data-call="main"[^>]*>/gu) ?? [];
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain(`href="${cartView.cart.url}"`);
    expect(text.split(cartView.cart.url)).toHaveLength(2);
  });

  test('shows the lines, quantities, prices and total of the cart, in HTML and in plain text', async () => {
    const { html, text } = await render(template, locale, offerView);
    const [candle, total] = locale === 'fr' ? ['49,00 €', '128,00 €'] : ['€49.00', '€128.00'];
    for (const part of [html, text].map(plain)) {
      for (const wanted of ['Bougie parfumée Figuier', 'Vase en grès', candle, total]) expect(part).toContain(wanted);
    }
    expect(html).toContain('src="https://maison-lumen.example/images/bougie-figuier.jpg"');
    expect(plain(text)).toMatch(/2 × Bougie parfumée Figuier/u);
  });

  test('greets by name, or without one, and offers the way out, in HTML and in plain text', async () => {
    const named = await render(template, locale, offerView);
    const nameless = await render(template, locale, { ...offerView, customer: {} });
    const [greeting, bare] = locale === 'fr' ? ['Bonjour Camille,', 'Bonjour,'] : ['Hello Camille,', 'Hello,'];
    for (const part of [named.html, named.text]) expect(part).toContain(greeting);
    for (const part of [nameless.html, nameless.text]) expect(part).toContain(bare);
    expect(named.html).toContain(`href="${cartView.unsubscribeUrl}"`);
    expect(named.text).toContain(cartView.unsubscribeUrl);
    expect(named.html).toContain(`href="${cartView.preferencesUrl}"`);
    expect(named.text).toContain(cartView.preferencesUrl);
    expect(named.html).toContain(`lang="${locale}"`);
  });

  test('is the same bytes for the same view', async () => {
    expect(await render(template, locale, offerView)).toEqual(await render(template, locale, offerView));
  });

  test('stays below 102 kB, where Gmail clips, with a huge cart', async () => {
    const line = {
      ...cartView.cart.lines[0]!,
      title: 'é'.repeat(5000),
      url: `https://shop.example/${'p'.repeat(2000)}`,
    };
    const cart = { ...cartView.cart, lines: Array.from({ length: 500 }, () => line) };
    const { html, text } = await render(template, locale, { ...offerView, cart });
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
    expect(plain(text)).toContain(locale === 'fr' ? 'et 988 autres articles' : 'and 988 more items');
  });

  test('has no word left empty and no value shown as undefined', async () => {
    for (const view of [cartView, checkoutView, offerView]) {
      const { subject, html, text } = await render(template, locale, view);
      expect(subject).not.toBe('');
      for (const part of [subject, html, text]) expect(part).not.toMatch(/undefined|null|NaN|\[object|Invalid Date/u);
    }
  });
});

describe.each(locales)('what a cart message says in %s', (locale: Locale) => {
  test('R19 the reminder says something else once the checkout was started', async () => {
    const cart = await render('cart/reminder', locale, cartView);
    const checkout = await render('cart/reminder', locale, checkoutView);
    expect(checkout.subject).not.toBe(cart.subject);
    expect(checkout.text).toContain(locale === 'fr' ? 'Terminer ma commande' : 'Finish my order');
    expect(cart.text).toContain(locale === 'fr' ? 'Retrouver mon panier' : 'Return to my cart');
  });

  test('R12 R20 the reassurance answers delivery, lead times, returns and reviews', async () => {
    const { html, text } = await render('cart/reassurance', locale, cartView);
    const terms =
      locale === 'fr'
        ? ['La livraison', 'Les délais', 'Les retours', 'Les avis']
        : ['Delivery', 'Lead times', 'Returns', 'Reviews'];
    for (const term of terms) for (const part of [html, text]) expect(part).toContain(term);
  });

  test('R13 the offer shows its code, or is a kind last note without any', async () => {
    const granted = await render('cart/offer', locale, offerView);
    expect(plain(granted.subject)).toContain(locale === 'fr' ? '10 %' : '10%');
    for (const part of [granted.html, granted.text]) expect(part).toContain('MERCI10');
    expect(granted.text).toContain(locale === 'fr' ? '22 novembre 2026' : '22 November 2026');

    const refused = await render('cart/offer', locale, cartView);
    for (const part of [refused.subject, refused.text]) expect(plain(part)).not.toMatch(/code|\d+ ?%/iu);
    expect(refused.html).not.toMatch(/MERCI10|Votre code|Your code/u);
  });
});

test('an instant is shown in UTC, and says so, when the zone of the shop is not known', async () => {
  const { timezone: _, ...shop } = cartView.shop;
  const { text } = await render('cart/offer', 'en', { ...offerView, shop });
  expect(text).toMatch(/22 November 2026.* 22:59 UTC/u);
});

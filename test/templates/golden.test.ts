import { pretty } from 'react-email';
import { describe, expect, test } from 'vitest';
import { render } from '../../activities/templates/index.ts';
import type { RenderedMessage } from '../../activities/templates/view.ts';
import { locales, type Locale } from '../../domain/templates.ts';
import { cartView, checkoutView, confirmView, mixedView, offerView, soldOutView } from './samples.ts';

const samples: Readonly<Record<string, (locale: Locale) => Promise<RenderedMessage>>> = {
  reminder: (locale) => render('cart/reminder', locale, cartView),
  'reminder-checkout': (locale) => render('cart/reminder', locale, checkoutView),
  reassurance: (locale) => render('cart/reassurance', locale, cartView),
  'offer-with-code': (locale) => render('cart/offer', locale, offerView),
  confirm: (locale) => render('consent/confirm', locale, confirmView),
  'offer-without-code': (locale) => render('cart/offer', locale, cartView),
  'reminder-mixed': (locale) => render('cart/reminder', locale, mixedView),
  'sold-out': (locale) => render('cart/sold-out', locale, soldOutView),
  'offer-sold-out': (locale) => render('cart/offer', locale, { ...soldOutView, offer: offerView.offer! }),
  'reminder-sold-out': (locale) => render('cart/reminder', locale, soldOutView),
};

/** Every word and style as reviewed; after a wanted change run the tests with `-u` and review the files. */
describe.each(locales)('messages in %s look as reviewed (R11 R12 R13 R19 R20 R131 R215)', (locale) => {
  test.each(Object.keys(samples))('%s', async (name) => {
    const message = await samples[name]!(locale);
    await expect(await pretty(message.html)).toMatchFileSnapshot(`golden/${name}.${locale}.html`);
    await expect(`${message.subject}\n\n${message.text}\n`).toMatchFileSnapshot(`golden/${name}.${locale}.txt`);
  });
});

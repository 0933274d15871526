import { expect, test } from 'vitest';
import { fillTemplate } from '../../activities/templates/whatsapp/fill.ts';
import { whatsappValuesOf } from '../../activities/templates/whatsapp/values.ts';
import { whatsapp as schema } from '../../api/policies/whatsapp.ts';
import type { ApprovedTemplate } from '../../domain/policy/whatsapp.ts';
import { defaultWhatsapp } from '../../domain/policy/whatsapp.ts';
import type { CartView, LetterView } from '../../activities/templates/view.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const shop = { name: 'Atelier', url: 'https://shop.example', timezone: 'Europe/Paris' };
const cart: CartView = {
  shop,
  customer: { firstName: 'Ada' },
  cart: {
    stage: 'cart',
    lines: [{ title: 'Lampe\n de  chevet', quantity: 1, unitPrice: eur(4_500) }],
    total: eur(4_500),
    url: 'https://shop.example/cart/1',
  },
};
const approved: ApprovedTemplate = {
  template: 'cart/reminder',
  locale: 'fr',
  content: `HX${'1'.repeat(32)}`,
  text: 'Bonjour {{1}}, {{2}} vous attend : {{3}} Répondez STOP pour ne plus en recevoir.',
  values: ['firstName', 'product', 'link'],
};

test('R81 the gaps of an approved template are filled with what the text message would show, each on one line', () => {
  const values = whatsappValuesOf('cart/reminder', 'fr', cart, (url, place) => `${url}?place=${place}`);
  expect(values).toEqual({
    shop: 'Atelier',
    firstName: 'Ada',
    product: 'Lampe de chevet',
    amount: expect.stringMatching(/^45,00\s€$/u),
    link: 'https://shop.example/cart/1?place=0',
  });
  expect(fillTemplate(approved, values, 'marketing')).toEqual({
    subject: '',
    html: '',
    text: 'Bonjour Ada, Lampe de chevet vous attend : https://shop.example/cart/1?place=0 Répondez STOP pour ne plus en recevoir.',
    approved: {
      content: approved.content,
      values: ['Ada', 'Lampe de chevet', 'https://shop.example/cart/1?place=0'],
    },
  });
});

test('an offer and an order have values of their own', () => {
  const offer = {
    gives: { kind: 'percent', percent: 10 },
    code: 'TEN-1',
    validUntil: '2026-06-12T18:00:00.000Z',
  } as const;
  expect(whatsappValuesOf('cart/offer', 'fr', { ...cart, offer })).toMatchObject({
    gift: expect.stringMatching(/^-10\s?%$/u),
    code: 'TEN-1',
    until: expect.stringMatching(/12\/06.*20:00/u),
  });
  const order: LetterView = {
    shop,
    customer: {},
    brand: { commitments: [], pages: {} },
    products: [],
    order: { number: '4711', lines: [{ title: 'Lampe', quantity: 1, unitPrice: eur(4_500) }], total: eur(4_500) },
    pickup: { place: '1 rue de la Paix', until: '2026-06-12T18:00:00.000Z' },
  };
  expect(whatsappValuesOf('order/ready', 'en', order)).toMatchObject({
    order: '4711',
    product: 'Lampe',
    place: '1 rue de la Paix',
    until: expect.stringMatching(/12\/06.*20:00/u),
  });
});

test('a gap that nothing fills, a way out that is missing, and more than WhatsApp takes are not sent', () => {
  const values = whatsappValuesOf('cart/reminder', 'fr', { ...cart, customer: {} });
  expect(fillTemplate(approved, values, 'marketing')).toBe('missing_value');
  const silent = { ...approved, text: '{{1}} {{2}} {{3}}' };
  const all = whatsappValuesOf('cart/reminder', 'fr', cart);
  expect(fillTemplate(silent, all, 'marketing')).toBe('no_way_out');
  const named = { ...cart, cart: { ...cart.cart, lines: [{ ...cart.cart.lines[0]!, title: 'Panneau STOP' }] } };
  // What fills a gap is no way out.
  expect(fillTemplate(silent, whatsappValuesOf('cart/reminder', 'fr', named), 'marketing')).toBe('no_way_out');
  expect(fillTemplate({ ...silent, stopButton: true }, all, 'marketing')).toMatchObject({ approved: {} });
  expect(fillTemplate(silent, all, 'transactional')).toMatchObject({ approved: {} });
  expect(fillTemplate({ ...approved, text: `${approved.text}${'.'.repeat(1_000)}` }, all, 'marketing')).toBe(
    'too_long',
  );
});

const problems = (...templates: readonly object[]) =>
  schema.safeParse({ ...defaultWhatsapp, templates }).error?.issues.map(({ path }) => path.join('.'));

test('the policy names each message once in a language, and fills each gap of its words', () => {
  expect(problems(approved)).toBeUndefined();
  expect(problems({ ...approved, values: ['firstName', 'product'] })).toEqual(['templates.0.values']);
  expect(problems({ ...approved, text: 'STOP {{1}} {{2}} {{4}}' })).toEqual(['templates.0.values']);
  expect(problems({ ...approved, values: ['firstName', 'product', 'nonsense'] })).toEqual(['templates.0.values.2']);
  expect(problems({ ...approved, content: 'HX1' })).toEqual(['templates.0.content']);
  expect(problems({ ...approved, template: 'cart/reassurance' })).toEqual(['templates.0.template']);
  expect(problems(approved, approved)).toEqual(['templates']);
});

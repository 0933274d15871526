import type { Persona } from '../persona.ts';

export const persona: Persona = {
  about: 'Has an account since yesterday, agreed to e-mail, and never bought.',
  firstName: 'Grace',
  locale: 'en',
  timezone: 'Europe/London',
  agreedTo: ['email'],
  orders: [],
  seen: '1 day',
  life: [
    { type: 'newsletter.subscribed', after: '0s', data: { via: 'popup' } },
    { type: 'product.viewed', after: '1 day' },
    { type: 'product.viewed', after: '2 days' },
    { type: 'product.viewed', after: '3 days' },
    { type: 'cart.updated', after: '6 days', data: { cartId: 'cart-newcomer' } },
    { type: 'checkout.started', after: '145 hours', data: { cartId: 'cart-newcomer' } },
  ],
};

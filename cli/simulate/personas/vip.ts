import type { Persona } from '../persona.ts';

const cart = { cartId: 'cart-vip' };
const order = { orderId: 'order-vip' };

export const persona: Persona = {
  about: 'Buys every other month for a lot of money, and does so again: from a look at it to the parcel.',
  firstName: 'Inès',
  locale: 'fr',
  timezone: 'Europe/Paris',
  phone: '+33612345679',
  agreedTo: ['email', 'sms'],
  orders: [
    { ago: '400 days', total: 240_00 },
    { ago: '330 days', total: 310_00 },
    { ago: '270 days', total: 280_00 },
    { ago: '200 days', total: 420_00 },
    { ago: '130 days', total: 260_00 },
    { ago: '60 days', total: 390_00 },
  ],
  seen: '60 days',
  life: [
    { type: 'product.viewed', after: '1 day' },
    { type: 'product.viewed', after: '2 days' },
    { type: 'cart.updated', after: '72 hours', data: cart },
    { type: 'checkout.started', after: '73 hours', data: cart },
    { type: 'order.placed', after: '100 hours', data: { ...cart, ...order } },
    { type: 'order.shipped', after: '5 days', data: order },
    { type: 'order.delivered', after: '8 days', data: order },
    { type: 'loyalty.changed', after: '9 days', data: { points: 300, tier: 'gold', why: 'earned' } },
    { type: 'ticket.opened', after: '12 days' },
    { type: 'ticket.closed', after: '14 days' },
    { type: 'review.submitted', after: '20 days', data: { rating: 5, ...order } },
  ],
};

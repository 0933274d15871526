import type { Persona } from '../persona.ts';

export const persona: Persona = {
  about: 'Bought six times for a lot of money, and nothing for seven months.',
  firstName: 'Camille',
  locale: 'fr',
  timezone: 'Europe/Paris',
  phone: '+33612345678',
  agreedTo: ['email', 'sms'],
  orders: [
    { ago: '700 days', total: 240_00 },
    { ago: '610 days', total: 310_00 },
    { ago: '520 days', total: 180_00 },
    { ago: '430 days', total: 420_00 },
    { ago: '320 days', total: 260_00 },
    { ago: '215 days', total: 390_00 },
  ],
  seen: '210 days',
  life: [
    { type: 'product.viewed', after: '10 days' },
    { type: 'product.viewed', after: '11 days' },
    { type: 'product.viewed', after: '12 days' },
    { type: 'wishlist.added', after: '290 hours' },
    { type: 'product.stock_changed', after: '20 days', data: { stock: 0 } },
    { type: 'product.stock_changed', after: '25 days', data: { stock: 12 } },
  ],
};

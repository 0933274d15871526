import type { CartView, TemplateViews } from '../../activities/templates/view.ts';

/** A cart as the gate would load it: two products, one of them twice, in euros. */
export const cartView: CartView = {
  shop: { name: 'Maison Lumen', url: 'https://maison-lumen.example', timezone: 'Europe/Paris' },
  customer: { firstName: 'Camille' },
  unsubscribeUrl: 'https://journeys.maison-lumen.example/u/0198f9c4-7d3e-7000-8000-000000000001',
  cart: {
    stage: 'cart',
    lines: [
      {
        title: 'Bougie parfumée Figuier',
        imageUrl: 'https://maison-lumen.example/images/bougie-figuier.jpg',
        url: 'https://maison-lumen.example/bougie-figuier',
        quantity: 2,
        unitPrice: { amount: 2450, currency: 'EUR' },
      },
      { title: 'Vase en grès', quantity: 1, unitPrice: { amount: 7900, currency: 'EUR' } },
    ],
    total: { amount: 12800, currency: 'EUR' },
    url: 'https://maison-lumen.example/panier/c-1042',
  },
};

export const checkoutView: CartView = { ...cartView, cart: { ...cartView.cart, stage: 'checkout' } };

export const offerView: TemplateViews['cart/offer'] = {
  ...cartView,
  offer: { gives: { kind: 'percent', percent: 10 }, code: 'MERCI10', validUntil: '2026-11-22T22:59:00.000Z' },
};

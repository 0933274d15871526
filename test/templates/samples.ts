import { templateIds } from '../../activities/templates/index.ts';
import type { CartView, ConfirmView, LetterView, TemplateViews } from '../../activities/templates/view.ts';
import type { CartTemplateId, FallbackTemplateId } from '../../domain/templates.ts';

/** The templates that show a cart. */
export const cartTemplateIds = templateIds.filter(
  (id): id is Exclude<CartTemplateId, FallbackTemplateId> => id.startsWith('cart/') && id !== 'cart/sold-out',
);

/** A cart as the gate would load it: two products, one of them twice, in euros. */
export const cartView: CartView & ConfirmView & LetterView = {
  shop: { name: 'Maison Lumen', url: 'https://maison-lumen.example', timezone: 'Europe/Paris' },
  customer: { firstName: 'Camille' },
  unsubscribeUrl: 'https://journeys.maison-lumen.example/u/0198f9c4-7d3e-7000-8000-000000000001',
  preferencesUrl: 'https://journeys.maison-lumen.example/preferences/0198f9c4-7d3e-7000-8000-000000000001',
  confirmation: {
    url: 'https://journeys.maison-lumen.example/confirm/0198f9c4-7d3e-7000-8000-000000000002',
    validUntil: '2026-11-24T09:42:00.000Z',
  },
  brand: {
    story: 'Depuis 2012, nous choisissons une à une les lumières de nos ateliers.',
    commitments: ['Chaque bougie est coulée à la main.', 'Réponse sous un jour ouvré.'],
    reviews: {
      all: [
        { quote: 'Une lumière très douce, on la garde allumée tout l’hiver.', by: 'Inès, Lyon', stars: 5 },
        {
          quote: 'Plus petit que je ne pensais, mais très beau.',
          by: 'Paul, Lille',
          photoUrl: 'https://maison-lumen.example/avis/paul.jpg',
        },
      ],
      checked: 'Avis d’acheteurs, demandés après chaque livraison et publiés tels quels.',
    },
    pages: {
      wishList: 'https://maison-lumen.example/envies',
      preOrders: 'https://maison-lumen.example/precommandes',
      pickup: 'https://maison-lumen.example/retrait',
      newCollection: 'https://maison-lumen.example/nouveautes',
    },
  },
  products: [
    {
      title: 'Photophore en verre',
      imageUrl: 'https://maison-lumen.example/images/photophore.jpg',
      url: 'https://maison-lumen.example/photophore',
      unitPrice: { amount: 1990, currency: 'EUR' },
    },
    { title: 'Mèches de rechange', unitPrice: { amount: 450, currency: 'EUR' } },
  ],
  order: {
    number: '10042',
    lines: [{ title: 'Bougie parfumée Figuier', quantity: 2, unitPrice: { amount: 2450, currency: 'EUR' } }],
    total: { amount: 5390, currency: 'EUR' },
  },
  alert: { asked: false, left: 3, prior: { amount: 2490, currency: 'EUR' } },
  usedUpAt: '2026-07-24T06:00:00.000Z',
  parcel: { carrier: 'Colissimo', trackingUrl: 'https://parcels.example/6A0001' },
  campaign: {
    label: 'Soldes d’été',
    opens: '2026-06-24T06:00:00.000Z',
    second: '2026-07-01T06:00:00.000Z',
    third: '2026-07-15T06:00:00.000Z',
    ends: '2026-07-21T21:59:00.000Z',
    moment: { name: 'second', from: '2026-07-01T06:00:00.000Z', until: '2026-07-02T18:00:00.000Z' },
    says: '10 % de plus sur les vases.',
  },
  guide: { title: 'Programme de course 5 km', url: 'https://maison-lumen.example/guides/5-km' },
  account: {
    points: 1240,
    tier: 'Or',
    above: { tier: 'Platine', amount: { amount: 12_050, currency: 'EUR' } },
  },
  question: {
    about: 'interest',
    url: 'https://journeys.maison-lumen.example/answer/0198f9c4-7d3e-7000-8000-000000000001',
  },
  appointment: {
    from: '2026-11-27T08:00:00.000Z',
    to: '2026-11-27T10:00:00.000Z',
    url: 'https://parcels.example/rdv/6A0001',
  },
  pickup: { place: 'Boutique de Lyon', until: '2026-12-01T18:00:00.000Z' },
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

export const checkoutView: typeof cartView = { ...cartView, cart: { ...cartView.cart, stage: 'checkout' } };

export const offerView: TemplateViews['cart/offer'] & ConfirmView & LetterView = {
  ...cartView,
  offer: { gives: { kind: 'percent', percent: 10 }, code: 'MERCI10', validUntil: '2026-11-22T22:59:00.000Z' },
};

/** A cart of which one line is sold out, one is cheaper than before and few are left of it. */
export const mixedView: CartView = {
  ...cartView,
  cart: {
    ...cartView.cart,
    changed: true,
    lines: [
      {
        ...cartView.cart.lines[0]!,
        unitPrice: { amount: 1990, currency: 'EUR' },
        oldPrice: { amount: 2450, currency: 'EUR' },
        left: 2,
      },
    ],
    soldOut: ['Vase en grès'],
    alternatives: [
      {
        title: 'Vase en verre soufflé',
        imageUrl: 'https://maison-lumen.example/images/vase-verre.jpg',
        url: 'https://maison-lumen.example/vase-verre',
        unitPrice: { amount: 6900, currency: 'EUR' },
        insteadOf: 'Vase en grès',
      },
    ],
    total: { amount: 3980, currency: 'EUR' },
  },
};

/** A cart of which nothing is left; the shop has something like it. */
export const soldOutView: CartView = {
  ...mixedView,
  cart: {
    ...mixedView.cart,
    lines: [],
    total: { amount: 0, currency: 'EUR' },
    url: cartView.shop.url,
  },
};

/** As the gate makes it: no name, and no way out of what is no marketing. */
export const confirmView: ConfirmView = {
  shop: cartView.shop,
  customer: {},
  confirmation: cartView.confirmation,
};

/** A letter to somebody of whom, and from a shop of which, almost nothing is known. */
export const bareView: LetterView = {
  shop: { name: cartView.shop.name, url: cartView.shop.url },
  customer: {},
  brand: { commitments: [], pages: {} },
  products: [],
  // Whatever else is not known: a letter of a campaign is about one.
  campaign: {
    label: 'Soldes d’été',
    opens: '2026-06-24T06:00:00.000Z',
    ends: '2026-07-21T21:59:00.000Z',
    moment: { name: 'launch', from: '2026-06-24T06:00:00.000Z', until: '2026-06-25T18:00:00.000Z' },
  },
};

import type { CartView, ConfirmView } from '../../../activities/templates/view.ts';
import { besideUnsubscribe, preferencesUrl } from '../../../activities/templates/frame/links.ts';
import type { Locale } from '../../../domain/templates.ts';
import { unsubscribeSample } from './unsubscribe-sample.ts';

interface SampleInput {
  readonly locale: Locale;
  readonly stage: CartView['cart']['stage'];
  readonly shop: CartView['shop'];
  /** Where the sample pictures are served. */
  readonly origin: string;
  readonly currency: string;
}

const titles: Readonly<Record<Locale, readonly [string, string]>> = {
  fr: ['Bougie parfumée Figuier', 'Vase en grès, fait main'],
  en: ['Fig scented candle', 'Handmade stoneware vase'],
};

/** An invented sign-up: there is no real link to show. */
export const confirmSample = ({ name, url, timezone }: ConfirmView['shop']): ConfirmView => ({
  shop: { name, url, ...(timezone !== undefined && { timezone }) },
  customer: {},
  confirmation: {
    url: besideUnsubscribe(unsubscribeSample, 'confirm/00000000-0000-4000-8000-000000000000'),
    validUntil: '2026-11-24T09:42:00.000Z',
  },
});

/** An invented cart, for when there is no real one to look at. */
export const sampleView = ({ locale, stage, shop, origin, currency }: SampleInput): CartView => {
  const [candle, vase] = titles[locale];
  return {
    shop,
    customer: { firstName: 'Camille' },
    unsubscribeUrl: unsubscribeSample,
    preferencesUrl: preferencesUrl(unsubscribeSample),
    cart: {
      stage,
      lines: [
        {
          title: candle,
          imageUrl: `${origin}/assets/sample-candle.svg`,
          quantity: 2,
          unitPrice: { amount: 2450, currency },
        },
        {
          title: vase,
          imageUrl: `${origin}/assets/sample-vase.svg`,
          quantity: 1,
          unitPrice: { amount: 7900, currency },
        },
      ],
      total: { amount: 12_800, currency },
      url: shop.url,
    },
  };
};

import { preferencesUrl } from '../../../activities/templates/frame/links.ts';
import type { LetterView } from '../../../activities/templates/view.ts';
import { type BrandPolicy, defaultBrand } from '../../../domain/policy/brand.ts';
import type { Money } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { sampleView } from './sample.ts';
import { unsubscribeSample } from './unsubscribe-sample.ts';

interface LetterSampleInput {
  readonly locale: Locale;
  readonly shop: LetterView['shop'];
  /** Where the sample pictures are served. */
  readonly origin: string;
  readonly currency: string;
  /** The shop's own words, where it has some. */
  readonly brand?: BrandPolicy | undefined;
}

/** An invented occasion for any letter: an order, a parcel, products; each letter shows what it is about. */
export const letterSample = ({
  locale,
  shop,
  origin,
  currency,
  brand = defaultBrand,
}: LetterSampleInput): LetterView => {
  const { name, url, timezone } = shop;
  const { cart, customer } = sampleView({ locale, stage: 'cart', shop, origin, currency });
  const story = brand.story[locale];
  return {
    shop: { name, url, ...(timezone !== undefined && { timezone }) },
    customer,
    unsubscribeUrl: unsubscribeSample,
    preferencesUrl: preferencesUrl(unsubscribeSample),
    brand: {
      ...(story !== undefined && { story }),
      commitments: brand.commitments[locale] ?? [],
      pages: brand.pages,
    },
    products: cart.lines.map(({ quantity: _quantity, ...line }) => line),
    order: { number: '10042', lines: cart.lines, total: cart.total },
    alert: { asked: false, left: 3, prior: dearer(cart.lines[0]!.unitPrice) },
    parcel: { carrier: 'Colissimo', trackingUrl: url },
    usedUpAt: '2026-07-24T06:00:00.000Z',
    campaign: {
      label: { fr: 'Soldes d’été', en: 'Summer sale' }[locale],
      opens: '2026-06-24T06:00:00.000Z',
      second: '2026-07-01T06:00:00.000Z',
      ends: '2026-07-21T21:59:00.000Z',
      moment: { name: 'launch', from: '2026-06-24T06:00:00.000Z', until: '2026-06-25T18:00:00.000Z' },
    },
  };
};

/** What it was before a reduction. */
const dearer = ({ amount, currency }: Money): Money => ({ amount: Math.round(amount * 1.25), currency });

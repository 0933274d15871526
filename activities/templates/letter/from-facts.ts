import type { ShownProduct } from '../../../domain/products/choose.ts';
import type { GoesWith } from '../../../domain/policy/cross-sell.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { BrandPolicy } from '../../../domain/policy/brand.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { Question } from '../../../domain/profiling/questions.ts';
import { answerUrl, preferencesUrl } from '../frame/links.ts';
import { inLanguage, type Missing, titleIn } from '../language.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { AlertView, CampaignView, LetterView, OfferView, OrderView } from '../view.ts';

/** A product's words, as they are stored. */
interface ProductWords {
  readonly id: string;
  readonly externalId?: string;
  readonly title: string;
  readonly translations: Readonly<Partial<Record<Locale, { readonly title: string }>>>;
  readonly imageUrl: string | null;
  readonly url: string | null;
}

/** What a letter is made from, as it is stored. */
export interface LetterFacts {
  readonly store: {
    readonly name: string;
    readonly url: string;
    readonly timezone: string;
    readonly currency: string;
    /** Of the catalogue's own titles. */
    readonly locale?: Locale;
  };
  readonly customer: { readonly firstName: string | null };
  readonly brand: BrandPolicy;
  readonly proposals: readonly ProductWords[];
  readonly order?:
    | {
        readonly externalId: string;
        readonly lines: readonly {
          readonly productId: string;
          readonly quantity: number;
          readonly unitPrice: number;
        }[];
        readonly total: number;
        readonly currency: string;
      }
    | undefined;
  readonly orderProducts: readonly ProductWords[];
  readonly parcel?: { readonly carrier: string | null; readonly trackingUrl: string | null } | undefined;
  readonly guide?: GoesWith['guide'];
  readonly account?: { readonly points: number; readonly tier: string | null } | undefined;
  readonly handover?:
    | {
        readonly appointmentFrom: Date | null;
        readonly appointmentTo: Date | null;
        readonly appointmentUrl: string | null;
        readonly readyAt: Date | null;
        readonly pickupPlace: string | null;
        readonly pickupUntil: Date | null;
      }
    | undefined;
}

interface Made {
  readonly locale: Locale;
  /** Of the proposals, what is shown. */
  readonly shown: readonly ShownProduct[];
  readonly offer?: OfferView | undefined;
  readonly campaign?: CampaignView | undefined;
  readonly alert?: AlertView | undefined;
  readonly usedUpAt?: Instant | undefined;
  /** The tier that comes next for a member. */
  readonly above?: NonNullable<LetterView['account']>['above'] | undefined;
  /** What is asked of the customer. */
  readonly asks?: Question | undefined;
  /** Absent from what is no marketing: there is nothing to leave. */
  readonly unsubscribeUrl?: string | undefined;
  /** Filled with what is not said in the language. */
  readonly missing?: Missing;
}

/** The view of a letter. */
export const letterView = (
  facts: LetterFacts,
  { locale, shown, offer, campaign, alert, usedUpAt, above, asks, unsubscribeUrl, missing = [] }: Made,
): LetterView => {
  const { store, customer, brand, parcel } = facts;
  const story = inLanguage(brand.story, locale, 'brand.story', missing);
  const reviews = brand.reviews && inLanguage(brand.reviews, locale, 'brand.reviews', missing);
  const titleOf = titleIn(store.locale, locale, missing);
  return {
    shop: { name: store.name, url: store.url, timezone: store.timezone },
    customer: customer.firstName === null ? {} : { firstName: customer.firstName },
    ...(unsubscribeUrl !== undefined && { unsubscribeUrl, preferencesUrl: preferencesUrl(unsubscribeUrl) }),
    brand: {
      ...(story !== undefined && { story }),
      commitments: inLanguage(brand.commitments, locale, 'brand.commitments', missing) ?? [],
      ...(reviews !== undefined && { reviews }),
      pages: brand.pages,
    },
    products: productsOf(facts, shown, titleOf),
    ...(offer && { offer }),
    ...(campaign && { campaign }),
    ...(alert && { alert }),
    ...(usedUpAt !== undefined && { usedUpAt }),
    ...(facts.order && { order: orderOf(facts.order, facts.orderProducts, titleOf, locale) }),
    ...(parcel && {
      parcel: {
        ...(parcel.carrier !== null && { carrier: parcel.carrier }),
        ...(parcel.trackingUrl !== null && { trackingUrl: parcel.trackingUrl }),
      },
    }),
    ...relationOf(facts, locale, above),
    ...(asks &&
      unsubscribeUrl !== undefined && {
        question: { about: asks, url: asks === 'channel' ? preferencesUrl(unsubscribeUrl) : answerUrl(unsubscribeUrl) },
      }),
  };
};

/** What is told of the customer's standing with the shop, and of how an order comes to them. */
const relationOf = (
  { guide, account, handover }: LetterFacts,
  locale: Locale,
  above: Made['above'],
): Pick<LetterView, 'guide' | 'account' | 'appointment' | 'pickup'> => {
  const guideTitle = guide && (guide.title[locale] ?? Object.values(guide.title)[0]);
  const { appointmentFrom, appointmentTo, appointmentUrl, readyAt, pickupPlace, pickupUntil } = handover ?? {};
  return {
    ...(guide && guideTitle !== undefined && { guide: { title: guideTitle, url: guide.url } }),
    ...(account && {
      account: {
        points: account.points,
        ...(account.tier !== null && { tier: account.tier }),
        ...(above && { above }),
      },
    }),
    ...(appointmentFrom &&
      appointmentTo && {
        appointment: {
          from: toInstant(appointmentFrom.getTime()),
          to: toInstant(appointmentTo.getTime()),
          ...(appointmentUrl && { url: appointmentUrl }),
        },
      }),
    ...(readyAt && {
      pickup: {
        ...(pickupPlace && { place: pickupPlace }),
        ...(pickupUntil && { until: toInstant(pickupUntil.getTime()) }),
      },
    }),
  };
};

type TitleOf = ReturnType<typeof titleIn>;

const productsOf = (
  { proposals, store }: LetterFacts,
  shown: readonly ShownProduct[],
  titleOf: TitleOf,
): LetterView['products'] => {
  const known = new Map(proposals.map((product) => [product.id, product]));
  return shown.map(({ id, price, image, link }) => {
    const product = known.get(id)!;
    return {
      title: titleOf(product),
      ...(image && product.imageUrl !== null && { imageUrl: product.imageUrl }),
      ...(link && product.url !== null && { url: product.url }),
      unitPrice: { amount: price, currency: store.currency },
    };
  });
};

const unnamed: Readonly<Record<Locale, string>> = { fr: 'Article', en: 'Item' };

const orderOf = (
  { externalId, lines, total, currency }: NonNullable<LetterFacts['order']>,
  products: readonly ProductWords[],
  titleOf: TitleOf,
  locale: Locale,
): OrderView => {
  const known = new Map(products.map((product) => [product.id, product]));
  return {
    number: externalId,
    lines: lines.map(({ productId, quantity, unitPrice }) => {
      const product = known.get(productId);
      return {
        title: product ? titleOf(product) : unnamed[locale],
        quantity,
        unitPrice: { amount: unitPrice, currency },
      };
    }),
    total: { amount: total, currency },
  };
};

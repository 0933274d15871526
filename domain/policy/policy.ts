import { type AudiencesPolicy, defaultAudiences } from './audiences.ts';
import { type ConsentPolicy, defaultConsent } from './consent.ts';
import { type CoveragePolicy, defaultCoverage } from './coverage.ts';
import { defaultDeliverability, type DeliverabilityPolicy } from './deliverability.ts';
import { defaultProducts, type ProductsPolicy } from './products.ts';
import { defaultFreshness, type FreshnessPolicy } from './freshness.ts';
import { defaultHoldout, type HoldoutPolicy } from './holdout.ts';
import { type BrandPolicy, defaultBrand } from './brand.ts';
import { defaultLinks, type LinksPolicy } from './links.ts';
import { defaultTheme, type ThemePolicy } from './theme.ts';
import { defaultShop, type ShopPolicy } from './shop.ts';
import { type CadencesPolicy, defaultCadences } from './cadences.ts';
import { type AlertsPolicy, defaultAlerts } from './alerts.ts';
import { defaultIntents, type IntentsPolicy } from './intents.ts';
import { type CapsPolicy, defaultCaps } from './caps.ts';
import { defaultExclusivity, type ExclusivityPolicy } from './exclusivity.ts';
import { type CrossSellPolicy, defaultCrossSell } from './cross-sell.ts';
import { defaultDelivery, type DeliveryPolicy } from './delivery.ts';
import { defaultServiceCases, type ServiceCasesPolicy } from './service-cases.ts';
import { defaultRanks, type RanksPolicy } from './ranks.ts';
import { defaultOffers, type OffersPolicy } from './offers.ts';
import { defaultQuietHours, type QuietHoursPolicy } from './quiet-hours.ts';
import { defaultDoubleOptIn, type DoubleOptInPolicy } from './double-opt-in.ts';
import { defaultRecentBuyers, type RecentBuyersPolicy } from './recent-buyers.ts';
import { defaultSms, type SmsPolicy } from './sms.ts';
import { defaultSmsReplies, type SmsRepliesPolicy } from './sms-replies.ts';
import { defaultScores, type ScoresPolicy } from './scores.ts';
import { defaultSegments, type SegmentsPolicy } from './segments.ts';
import { defaultSignals, type SignalsPolicy } from './signals.ts';
import { defaultValue, type ValuePolicy } from './value.ts';
import { defaultWhatsapp, type WhatsappPolicy } from './whatsapp.ts';

/**
 * A store's commercial rules as data, one section a subject, each in a file of its own with its default. A store
 * that says nothing about a section has the default.
 */
export interface Policy {
  readonly value: ValuePolicy;
  readonly scores: ScoresPolicy;
  readonly segments: SegmentsPolicy;
  readonly signals: SignalsPolicy;
  readonly audiences: AudiencesPolicy;
  readonly coverage: CoveragePolicy;
  readonly freshness: FreshnessPolicy;
  readonly recentBuyers: RecentBuyersPolicy;
  readonly consent: ConsentPolicy;
  readonly products: ProductsPolicy;
  readonly holdout: HoldoutPolicy;
  readonly crossSell: CrossSellPolicy;
  readonly delivery: DeliveryPolicy;
  readonly serviceCases: ServiceCasesPolicy;
  readonly shop: ShopPolicy;
  readonly brand: BrandPolicy;
  readonly theme: ThemePolicy;
  readonly links: LinksPolicy;
  readonly cadences: CadencesPolicy;
  readonly intents: IntentsPolicy;
  readonly alerts: AlertsPolicy;
  readonly caps: CapsPolicy;
  readonly ranks: RanksPolicy;
  readonly exclusivity: ExclusivityPolicy;
  readonly offers: OffersPolicy;
  readonly quietHours: QuietHoursPolicy;
  readonly doubleOptIn: DoubleOptInPolicy;
  readonly sms: SmsPolicy;
  readonly smsReplies: SmsRepliesPolicy;
  readonly whatsapp: WhatsappPolicy;
  readonly deliverability: DeliverabilityPolicy;
}

export type PolicySection = keyof Policy;

export const defaultPolicy: Policy = {
  value: defaultValue,
  scores: defaultScores,
  segments: defaultSegments,
  signals: defaultSignals,
  audiences: defaultAudiences,
  coverage: defaultCoverage,
  freshness: defaultFreshness,
  recentBuyers: defaultRecentBuyers,
  consent: defaultConsent,
  products: defaultProducts,
  holdout: defaultHoldout,
  crossSell: defaultCrossSell,
  delivery: defaultDelivery,
  serviceCases: defaultServiceCases,
  shop: defaultShop,
  brand: defaultBrand,
  theme: defaultTheme,
  links: defaultLinks,
  cadences: defaultCadences,
  intents: defaultIntents,
  alerts: defaultAlerts,
  caps: defaultCaps,
  ranks: defaultRanks,
  exclusivity: defaultExclusivity,
  offers: defaultOffers,
  quietHours: defaultQuietHours,
  doubleOptIn: defaultDoubleOptIn,
  sms: defaultSms,
  smsReplies: defaultSmsReplies,
  whatsapp: defaultWhatsapp,
  deliverability: defaultDeliverability,
};

/** Which version of each section that the store has said something about; a section with its default has none. */
export type PolicyVersions = Readonly<Partial<Record<PolicySection, number>>>;

/** The policy made of a store's own sections, with the default of every other. */
export const policyOf = (own: Partial<Policy>): Policy => ({ ...defaultPolicy, ...own });

import { type ContactKind, contactKinds } from '../contact.ts';
import type { Channel, Rank } from '../journey.ts';
import type { List } from '../lists.ts';
import type { Locale } from '../templates.ts';
import type { Duration } from '../time/duration.ts';

/** A list, what belongs to it and how its customers know it. */
export interface ListPolicy {
  readonly list: List;
  readonly title: Readonly<Record<Locale, string>>;
  /** Marketing of these journeys belongs to it; else that of these ranks. The first list that fits has the message. */
  readonly journeys: readonly string[];
  readonly ranks: readonly Rank[];
}

/**
 * Marketing without consent, to who bought (CPCE, article L34-5): the address was collected at a sale by this shop,
 * with the notice and a free way to object, and the message is for similar products.
 */
export interface SoftOptInPolicy {
  /** On which channels the store uses it, for sales whose order says that the notice was given; none: never. */
  readonly channels: readonly Channel[];
  /** What is similar to what was bought: products of the same categories, or all that the shop sells. */
  readonly similar: 'same_category' | 'whole_shop';
  /** When a category is not known, of what was bought or of what the message is about. */
  readonly whenUnknown: 'send' | 'withhold';
}

/** For how long after the last contact by the person marketing goes on (GDPR, article 5(1)(e); CNIL: three years). */
export interface InactivityPolicy {
  /** Of who never bought, and which acts of theirs count. */
  readonly prospects: { readonly after: Duration; readonly counts: readonly ContactKind[] };
  /** Of who did. */
  readonly customers: { readonly after: Duration; readonly counts: readonly ContactKind[] };
  /** Whether retention erases them afterwards; else they are only left alone, and `npm run inactive` counts them. */
  readonly erase: boolean;
}

/** What a store's marketing may rest on. */
export interface ConsentPolicy {
  readonly lists: readonly ListPolicy[];
  /** `required`: a consent counts once the act, the exact words and their version are on record. */
  readonly proof: 'required' | 'recorded';
  readonly softOptIn: SoftOptInPolicy;
  readonly inactivity: InactivityPolicy;
}

export const defaultConsent: ConsentPolicy = {
  lists: [
    {
      list: 'newsletter',
      title: { fr: 'La lettre d’information', en: 'The newsletter' },
      journeys: [],
      ranks: ['newsletter'],
    },
    {
      list: 'reminders',
      title: { fr: 'Les rappels de panier', en: 'Cart reminders' },
      journeys: [],
      ranks: ['cart', 'browse'],
    },
    {
      list: 'advice',
      title: { fr: 'Les conseils après un achat', en: 'Advice after a purchase' },
      journeys: [],
      ranks: ['post-purchase'],
    },
    {
      list: 'offers',
      title: { fr: 'Les offres et les nouveautés', en: 'Offers and news' },
      journeys: [],
      ranks: ['alert', 'replenishment', 'campaign', 'loyalty', 'win-back'],
    },
  ],
  proof: 'recorded',
  softOptIn: { channels: ['email', 'sms'], similar: 'same_category', whenUnknown: 'withhold' },
  inactivity: {
    prospects: { after: '3 years', counts: contactKinds },
    customers: { after: '3 years', counts: contactKinds },
    erase: false,
  },
};

/** The list that a marketing message belongs to; undefined: none, only the whole of marketing. */
export const listOf = (
  { lists }: Pick<ConsentPolicy, 'lists'>,
  { journey, rank }: { readonly journey: string; readonly rank: Rank },
): List | undefined =>
  (lists.find(({ journeys }) => journeys.includes(journey)) ?? lists.find(({ ranks }) => ranks.includes(rank)))?.list;

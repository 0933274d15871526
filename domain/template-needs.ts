import type { BrandPage } from './policy/brand.ts';
import type { LetterId } from './templates.ts';

/**
 * Which products a message proposes. `best-sellers`: what sells most in the shop; `like-theirs`: of that, what is of the
 * categories that the customer bought from; `looked-at`: what they looked at, last of all first; `like-looked-at`: of what
 * sells most, what is of the categories of that, and not that itself; `same`: the very product that the run is about;
 * `goes-with`: what the store names to go with that one; `next`: of the categories that customers like this one buy from
 * next; `asked-for`: of the category whose news the customer asked for.
 */
export type ProposalsFrom =
  | 'best-sellers'
  | 'like-theirs'
  | 'looked-at'
  | 'like-looked-at'
  | 'same'
  | 'goes-with'
  | 'next'
  | 'asked-for';

const contextual = ['goes-with', 'next', 'asked-for'] as const satisfies ProposalsFrom[];

/** True for proposals that are about categories. */
export const isContextual = (from: ProposalsFrom): from is (typeof contextual)[number] =>
  contextual.some((one) => one === from);

/** What a letter may invite to. */
export type Invitation = 'loyalty' | 'newsletter';

/** What a letter shows besides words, read fresh when it is sent. */
export interface TemplateNeeds {
  /** The order of the run. */
  readonly order?: true;
  /** True: it tells that the order is late, and is withheld once it is not. */
  readonly delay?: true;
  /** The parcel of the run. */
  readonly parcel?: true;
  /** The alert of the run. */
  readonly alert?: true;
  readonly proposals?: ProposalsFrom;
  /** True: without a product to propose there is no message (R45). */
  readonly mustPropose?: true;
  /** Withheld from who is in it already, and where the shop has no such thing (R33). */
  readonly invitesTo?: Invitation;
  /** True: not while the customer is still looking around in the shop. */
  readonly afterVisit?: true;
  /** True: without a code of the offer that the step names there is no message. */
  readonly mustOffer?: true;
  /** The guide that the store has for what was bought; `must`: without one there is no message. */
  readonly guide?: 'may' | 'must';
  /** The account in the loyalty programme; `points`: one with points to use; `member`: one at all, with the tier that comes next. */
  readonly loyalty?: 'account' | 'points' | 'member';
  /** True: it asks one thing that the customer has not told yet; without one there is no message (R172). */
  readonly question?: true;
  /** When the carrier comes, or where the order lies ready. */
  readonly handover?: 'appointment' | 'pickup';
  /** A page of the shop without which there is no message. */
  readonly page?: BrandPage;
  /** Pages of which the shop has one at least, or there is no message. */
  readonly anyPage?: readonly BrandPage[];
}

export const templateNeeds: Readonly<Record<LetterId, TemplateNeeds>> = {
  'welcome/newsletter': {},
  'welcome/popup': {},
  'welcome/quiz': { proposals: 'best-sellers' },
  'welcome/guide': {},
  'welcome/brand': {},
  'welcome/best-sellers': { proposals: 'best-sellers' },
  'welcome/reviews': { proposals: 'best-sellers' },
  'welcome/gift': {},
  'welcome/advice': {},
  'welcome/goodbye': { proposals: 'best-sellers' },
  'account/start': {},
  'account/reviews': { proposals: 'best-sellers' },
  'account/best-sellers': { proposals: 'best-sellers' },
  'first-order/story': {},
  'first-order/range': { proposals: 'like-theirs' },
  'first-order/community': {},
  'order/confirmation': { order: true, proposals: 'like-theirs' },
  'order/shipped': { order: true, parcel: true },
  'order/first-steps': { order: true, proposals: 'like-theirs' },
  'order/review': { order: true },
  'order/returned': { proposals: 'like-theirs', mustPropose: true },
  'win-back/news': { proposals: 'like-theirs' },
  'win-back/advice': {},
  'win-back/gift': { proposals: 'like-theirs' },
  'order/appointment': { order: true, handover: 'appointment' },
  'order/late': { order: true, delay: true },
  'order/ready': { order: true, handover: 'pickup' },
  'order/still-ready': { order: true, handover: 'pickup' },
  'cross-sell/guide': { guide: 'must' },
  'cross-sell/complements': { guide: 'may', proposals: 'goes-with', mustPropose: true },
  'cross-sell/next': { proposals: 'next', mustPropose: true },
  'repeat/bundle': { proposals: 'like-theirs', mustPropose: true, mustOffer: true },
  'birthday/wishes': { proposals: 'like-theirs' },
  'birthday/last-days': { mustOffer: true },
  'anniversary/thanks': { proposals: 'like-theirs' },
  'loyalty/bonus': { loyalty: 'account' },
  'loyalty/use-points': { loyalty: 'points', proposals: 'like-theirs' },
  'loyalty/points-wait': { loyalty: 'points', proposals: 'like-theirs' },
  'referral/invite': { page: 'referral' },
  'referral/thanks': { page: 'referral' },
  'referral/season': { page: 'referral' },
  'gift-card/in-time': { page: 'giftCards' },
  'interest/news': { proposals: 'asked-for', mustPropose: true },
  'discovery/story': {},
  'discovery/best-sellers': { proposals: 'best-sellers' },
  'discovery/gift': {},
  'replenishment/soon': { proposals: 'same', mustPropose: true },
  'replenishment/pack': { proposals: 'same', mustPropose: true },
  'replenishment/last': { proposals: 'same', mustPropose: true },
  'browse/reminder': { proposals: 'looked-at', mustPropose: true, afterVisit: true },
  'browse/selection': { proposals: 'like-looked-at', mustPropose: true, afterVisit: true },
  'browse/reviews': { proposals: 'like-looked-at' },
  'alert/back-in-stock': { proposals: 'same', mustPropose: true, alert: true },
  'alert/low-stock': { proposals: 'same', mustPropose: true, alert: true },
  'alert/price-drop': { proposals: 'same', mustPropose: true, alert: true },
  'browse/season': { proposals: 'looked-at', mustPropose: true, afterVisit: true },
  'replenishment/planned': { proposals: 'same', mustPropose: true },
  'at-risk/picked': { proposals: 'like-theirs' },
  'at-risk/advice': {},
  'at-risk/gift': { proposals: 'like-theirs' },
  'join/loyalty': { invitesTo: 'loyalty' },
  'join/newsletter': { invitesTo: 'newsletter' },
  'order/share': { order: true },
  'after-event/survey': { order: true },
  'after-event/programmes': { proposals: 'like-theirs' },
  'after-event/standing': { loyalty: 'member', proposals: 'like-theirs' },
  'after-event/question': { question: true },
  'after-event/worth': {},
  'after-event/advantage': { mustOffer: true },
  'collection/new': { page: 'newCollection', proposals: 'like-theirs' },
  'collection/services': { anyPage: ['wishList', 'preOrders', 'pickup'] },
  'drop-off/another': { proposals: 'like-looked-at', mustPropose: true, afterVisit: true },
  'drop-off/last-days': { proposals: 'looked-at' },
  'store/online': { proposals: 'like-theirs' },
  'store/visit': { proposals: 'same' },
  'clearance/private': { proposals: 'like-theirs' },
  'clearance/open': { proposals: 'like-theirs' },
  'clearance/last': { proposals: 'like-theirs' },
  'season/teaser': {},
  'season/countdown': { proposals: 'like-theirs' },
  'season/early': { proposals: 'like-theirs' },
  'season/eve': {},
  'season/launch': { proposals: 'best-sellers' },
  'season/markdown': { proposals: 'best-sellers' },
  'season/last': { proposals: 'best-sellers' },
  'season/hour': { proposals: 'best-sellers' },
};

/** True for a template of the one shape. */
export const isLetter = (template: string): template is LetterId => Object.hasOwn(templateNeeds, template);

/** What a template shows besides words; one about a cart has its own ways. */
export const needsOf = (template: string): TemplateNeeds | undefined =>
  (templateNeeds as Readonly<Record<string, TemplateNeeds>>)[template];

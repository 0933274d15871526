import { pauseAfterOrder } from '../policy/recent-buyers.ts';
import type { OfferAudience, OfferPolicy } from '../policy/offers.ts';
import type { RuleContext } from '../rules/context.ts';
import { durationMillis } from '../time/duration.ts';
import { isAbove } from './ceiling.ts';
import { sameTerms, termsOf } from './terms.ts';

/** Why a customer may not get an offer, in the order in which it is looked at. */
export const offerRefusals = [
  'nothing to buy',
  'just bought',
  'not for them',
  'costs more than it brings',
  'above the ceiling',
  'too large for the basket',
  'holds another',
  'enough codes',
  'buys without',
  'leaves them unused',
] as const;
export type OfferRefusal = (typeof offerRefusals)[number];

type Context = Pick<RuleContext, 'now' | 'buyer' | 'policy' | 'offer'>;

/** Why the customer may not get this offer now, with this basket; undefined when they may. */
export const refusalOf = (context: Context, id: string, offer: OfferPolicy): OfferRefusal | undefined =>
  offerRefusals.find((refusal) => refuses[refusal](context, id, offer));

const refuses: Readonly<Record<OfferRefusal, (context: Context, id: string, offer: OfferPolicy) => boolean>> = {
  'nothing to buy': ({ offer }) => offer!.basket === 0,
  // Also in messages that go out to recent buyers (R32): their next order needs no push yet.
  'just bought': ({ now, buyer, policy }) =>
    buyer.lastAt !== undefined &&
    now < buyer.lastAt + durationMillis(pauseAfterOrder(buyer.segments, policy.recentBuyers)),
  'not for them': (context, _id, { to }) => to !== undefined && to.length > 0 && !to.some((one) => fits(context, one)),
  'costs more than it brings': ({ offer }, id, { whereItPays }) =>
    whereItPays === true && offer!.leftToChance !== true && offer!.foreseen?.[id] === 'costs',
  'above the ceiling': ({ buyer, policy }, _id, { gives }) =>
    buyer.value === 'high' && isAbove(gives, policy.offers.highValueCeiling),
  'too large for the basket': ({ offer, policy }, _id, { gives }) => {
    if (gives.kind === 'percent') return gives.percent > policy.offers.largestShare;
    if (gives.kind !== 'amount') return false;
    // In a currency that the amount cannot be compared with nothing is given.
    return offer!.basket === null || gives.amount * 100 > offer!.basket * policy.offers.largestShare;
  },
  'holds another': ({ now, offer }, id, { mayOverlap }) =>
    offer!.codes.some(
      (code) => code.offer !== id && !code.used && code.expiresAt > now && !mayOverlap?.includes(code.offer),
    ),
  'enough codes': (context, id, offer) => {
    const { codes, since } = ofPeriod(context);
    const again = codes.some(
      (code) =>
        code.offer === id &&
        !code.used &&
        code.expiresAt > context.now &&
        (offer.afterChange === 'keep' || sameTerms(code.terms, termsOf(offer))),
    );
    // A code that is shown again is not another one.
    return !again && codes.filter(({ at }) => at > since).length >= context.policy.offers.perCustomer.codes;
  },
  'buys without': (context, _id, { gives }) => {
    const { codes } = ofPeriod(context);
    if (gives.kind === 'loyalty' || codes.some(({ used }) => used)) return false;
    return codes.filter(({ boughtWithout }) => boughtWithout).length >= context.policy.offers.boughtWithout;
  },
  'leaves them unused': (context) => {
    const { codes } = ofPeriod(context);
    if (codes.some(({ used }) => used)) return false;
    return codes.filter(({ expiresAt }) => expiresAt <= context.now).length >= context.policy.offers.leftUnused;
  },
};

const ofPeriod = ({ now, offer, policy }: Context) => {
  const since = now - durationMillis(policy.offers.perCustomer.period);
  return { since, codes: offer!.codes.filter(({ at }) => at > since) };
};

const fits = ({ buyer, offer }: Context, { basketFrom, firstOrder, segments }: OfferAudience): boolean =>
  (basketFrom === undefined || (offer!.basket !== null && offer!.basket >= basketFrom)) &&
  (firstOrder !== true || buyer.count === 0) &&
  (segments === undefined || segments.some((segment) => buyer.segments.includes(segment)));

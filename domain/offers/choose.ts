import type { OfferPolicy } from '../policy/offers.ts';
import type { RuleContext } from '../rules/context.ts';
import type { OfferRefusal } from './refusals.ts';
import { refusalOf } from './refusals.ts';
import { sameTerms, termsOf } from './terms.ts';

/**
 * What a message does about its offer. `none`: it goes out without one. `withhold`: without one it is not sent.
 * `carried`: it shows a code that the customer holds already. `new`: it needs a code of `offer`.
 */
export type OfferChoice =
  | { readonly kind: 'none' | 'withhold'; readonly why: OfferRefusal | 'not asked' | 'unknown offer' | 'none left' }
  | { readonly kind: 'carried'; readonly offer: string; readonly code: string }
  | { readonly kind: 'new'; readonly offer: string };

type Context = Pick<RuleContext, 'now' | 'buyer' | 'policy' | 'offer'>;

/** Which offer a message carries: the benefit in its place first, then the one that it names, then those for an empty pool. */
export const chooseOffer = (context: Context): OfferChoice => {
  const { offer, policy } = context;
  if (!offer || offer.asked === 'none') return { kind: 'none', why: 'not asked' };
  const own = offer.codes.find((code) => code.own);
  if (own) return { kind: 'carried', offer: own.offer, code: own.id };
  const asked = policy.offers.byId[offer.asked];
  if (!asked) return { kind: 'none', why: 'unknown offer' };
  const refused = refusalOf(context, offer.asked, asked);
  const benefit = asked.instead && policy.offers.byId[asked.instead.offer];
  if (asked.instead && benefit && prefersBenefit(context, asked, refused)) {
    const choice = give(context, asked.instead.offer, benefit);
    if (choice.kind === 'carried' || choice.kind === 'new') return choice;
  }
  return refused ? { kind: endOf(asked.otherwise), why: refused } : give(context, offer.asked, asked);
};

const prefersBenefit = ({ buyer }: Context, asked: OfferPolicy, refused: OfferRefusal | undefined): boolean =>
  refused === 'above the ceiling' || asked.instead!.to.some((segment) => buyer.segments.includes(segment));

const endOf = (without: OfferPolicy['otherwise']): 'none' | 'withhold' => (without === 'without' ? 'none' : 'withhold');

/** A code of this offer or, where there is none left, of those that stand in for it. */
const give = (context: Context, id: string, policy: OfferPolicy, seen: readonly string[] = []): OfferChoice => {
  const { offer, policy: store, now } = context;
  const refused = refusalOf(context, id, policy);
  if (refused) return { kind: endOf(policy.otherwise), why: refused };
  const held = offer!.codes.find((code) => code.offer === id && !code.used && code.expiresAt > now);
  if (held && (policy.afterChange === 'keep' || sameTerms(held.terms, termsOf(policy)))) {
    return { kind: 'carried', offer: id, code: held.id };
  }
  if (offer!.found[id] !== 'none left') return { kind: 'new', offer: id };
  const { whenEmpty } = policy;
  if (typeof whenEmpty === 'string') return { kind: endOf(whenEmpty), why: 'none left' };
  const next = store.offers.byId[whenEmpty.offer];
  return next && !seen.includes(whenEmpty.offer)
    ? give(context, whenEmpty.offer, next, [...seen, id])
    : { kind: 'none', why: 'none left' };
};

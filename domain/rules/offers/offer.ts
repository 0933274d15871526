import { chooseOffer, type OfferChoice } from '../../offers/choose.ts';
import { formatMoney } from '../../money.ts';
import type { OfferPolicy, OfferWorth } from '../../policy/offers.ts';
import type { Duration } from '../../time/duration.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly asked?: string;
  /** The offer that the message carries. */
  readonly offer?: string;
  readonly gives?: OfferWorth;
  /** Of a code that the customer held before. */
  readonly until?: Instant;
  readonly why?: Extract<OfferChoice, { why: unknown }>['why'];
  readonly basket?: number | null;
  readonly currency?: string;
  readonly codes?: number;
  readonly period?: Duration;
}

/**
 * A message with an offer carries one that this customer may get, or goes out without it, or not at all, as the
 * offer's policy says (R13, R14, R32, R121, R189, R220).
 */
export const offer: Rule<Saw> = {
  name: 'offer',
  judge: (context) => {
    const { offer: facts, policy } = context;
    if (!facts) return { says: 'pass', saw: {} };
    const choice = chooseOffer(context);
    const { perCustomer, byId } = policy.offers;
    const seen = {
      asked: facts.asked,
      basket: facts.basket,
      currency: facts.currency,
      codes: facts.codes.filter(({ own }) => !own).length,
      period: perCustomer.period,
    };
    if (choice.kind === 'new')
      return { says: 'pass', saw: { ...seen, offer: choice.offer, gives: byId[choice.offer]!.gives } };
    if (choice.kind === 'carried') {
      const held = facts.codes.find(({ id }) => id === choice.code)!;
      const until = held.own ? {} : { until: toInstant(held.expiresAt) };
      return { says: 'pass', saw: { ...seen, offer: choice.offer, gives: held.terms.gives, ...until } };
    }
    const saw = { ...seen, why: choice.why, ...goes(byId[facts.asked]) };
    if (choice.kind === 'none' && !facts.needed) return { says: 'pass', saw };
    // It waits for nothing: a code may come back at any time, or never.
    return { says: 'withheld', reason: choice.why === 'none left' ? 'no_code' : 'no_offer', saw };
  },
  sentence: ({ says, saw }, { instant }) => {
    const { asked, why, gives, until, codes, period, currency } = saw;
    if (asked === undefined || why === 'not asked') return 'The message is about no offer.';
    if (why === undefined) {
      const what = worth(gives!, currency!);
      return until ? `It shows again the code for ${what} that holds until ${instant(until)}.` : `It carries ${what}.`;
    }
    const because = {
      'unknown offer': 'the shop has no such offer',
      'none left': 'there was no code left',
      'nothing to buy': 'nothing of the basket can be bought now',
      'just bought': 'the customer had just bought',
      'not for them': 'this basket and this customer are not among those it is for',
      'costs more than it brings': 'experiments proved that it costs more margin than it brings with such customers',
      'above the ceiling': 'that is more than customers of high value get',
      'too large for the basket': 'that would be too large a part of the basket',
      'holds another': 'the customer holds a code of another offer that still holds',
      'enough codes': `the customer had got ${codes} codes, and ${period} must not hold more`,
      'buys without': 'the customer buys without using such codes',
      'leaves them unused': 'the customer had left earlier codes unused',
    }[why];
    const what = gives ? `${worth(gives, currency!)}: ` : '';
    return says === 'pass'
      ? `The message goes out without ${what || 'an offer: '}${because}.`
      : `It was about ${what || 'an offer: '}${because}.`;
  },
};

const goes = (policy: OfferPolicy | undefined) => policy && { gives: policy.gives };

const worth = (gives: OfferWorth, currency: string): string => {
  switch (gives.kind) {
    case 'percent':
      return `${gives.percent} % off`;
    case 'amount':
      return `${formatMoney({ amount: gives.amount, currency }, 'en')} off`;
    case 'free-delivery':
      return 'free delivery';
    case 'longer-returns':
      return `returns within ${gives.days} days`;
    case 'loyalty':
      return `${gives.points} loyalty points`;
    default:
      return gives satisfies never;
  }
};

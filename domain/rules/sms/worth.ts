import { formatMoney } from '../../money.ts';
import type { SmsMoment } from '../../policy/sms.ts';
import { type Duration, durationMillis } from '../../time/duration.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';

/** What a moment asks for and the message does not have. */
type Missing =
  | { readonly what: 'basket'; readonly from: number; readonly basket: number | null }
  | { readonly what: 'value' }
  | { readonly what: 'silence' | 'urgency'; readonly length: Duration };

interface Saw {
  /** Absent where the rule does not concern the message. */
  readonly currency?: string;
  /** The one that allows it. */
  readonly moment?: string;
  /** Of each moment that is about the message, the first thing missing. */
  readonly missing?: readonly (Missing & { readonly moment: string })[];
}

/**
 * Marketing goes by text message at moments of truth alone (R197, R198, R199): a cart of high value (R22), a valuable
 * customer who answers nothing any more (R64), what cannot wait. Messages about an order are such a moment (R87).
 */
export const smsWorth: Rule<Saw> = {
  name: 'sms-worth',
  judge: (context) => {
    const { sms, step, policy } = context;
    if (!sms || step.purpose === 'transactional') return { says: 'pass', saw: {} };
    const about = policy.sms.moments.filter(
      ({ ranks, journeys }) => ranks.includes(step.rank) && (journeys?.includes(step.journey) ?? true),
    );
    const judged = about.map((moment) => ({ moment: moment.id, missing: missingOf(moment, context) }));
    const allowed = judged.find(({ missing }) => missing === undefined);
    const { currency } = sms;
    if (allowed) return { says: 'pass', saw: { currency, moment: allowed.moment } };
    const missing = judged.map((one) => ({ moment: one.moment, ...one.missing! }));
    return { says: 'withheld', reason: 'not_worth_sms', saw: { currency, missing } };
  },
  sentence: ({ saw: { currency, moment, missing } }) => {
    if (currency === undefined) return 'It needs no reason to go by text message.';
    if (moment !== undefined) return `It is worth a text message: “${moment}”.`;
    if (!missing || missing.length === 0) return 'Messages of this kind are not worth a text message to this shop.';
    return `It is not worth a text message: ${missing.map((one) => wordsOf(one, currency)).join('; ')}.`;
  },
};

const missingOf = (moment: SmsMoment, { now, step, sms, buyer, engagement }: RuleContext): Missing | undefined => {
  const { basketFrom, values, silentFor, within } = moment;
  const basket = sms?.basket ?? null;
  if (basketFrom !== undefined && (basket === null || basket < basketFrom)) {
    return { what: 'basket', from: basketFrom, basket };
  }
  if (values && !values.includes(buyer.value)) return { what: 'value' };
  const reactedAt = Math.max(
    engagement.reactedAt ?? Number.NEGATIVE_INFINITY,
    buyer.lastAt ?? Number.NEGATIVE_INFINITY,
  );
  if (silentFor !== undefined && now - reactedAt < durationMillis(silentFor)) {
    return { what: 'silence', length: silentFor };
  }
  if (within !== undefined && now - step.dueAt > durationMillis(within)) return { what: 'urgency', length: within };
  return undefined;
};

const wordsOf = (one: Missing & { readonly moment: string }, currency: string): string => {
  switch (one.what) {
    case 'basket': {
      const money = (amount: number) => formatMoney({ amount, currency }, 'en');
      const worth =
        one.basket === null ? 'nothing tells what the cart is worth' : `the cart is worth ${money(one.basket)}`;
      return `${worth}, and “${one.moment}” begins at ${money(one.from)}`;
    }
    case 'value':
      return `the customer is not of the worth that “${one.moment}” is for`;
    case 'silence':
      return `the customer answered within ${one.length}, and “${one.moment}” is for those who did not`;
    case 'urgency':
      return `it was due more than ${one.length} before, and “${one.moment}” is for what is urgent`;
    default:
      return one satisfies never;
  }
};

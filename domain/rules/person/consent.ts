import { decidingAct } from '../../consent.ts';
import type { Purpose } from '../../journey.ts';
import type { List } from '../../lists.ts';
import { listOf } from '../../policy/consent.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';
import { type SoftOptIn, softOptIn } from './soft-opt-in.ts';

interface Saw {
  readonly purpose: Purpose;
  /** Of what is about their own order, where the channel wants their agreement all the same. */
  readonly needed?: true;
  /** What the message rests on. */
  readonly state: 'granted' | 'unproven' | 'withdrawn' | 'none';
  readonly at: Instant | null;
  /** The list that the act was about; absent: all of marketing. */
  readonly list?: List;
  /** Asked where nobody agreed and nobody objected. */
  readonly softOptIn?: SoftOptIn;
  readonly soldAt?: Instant;
}

/**
 * Marketing needs the customer's own consent for this purpose, channel and list (R194, R213), or the soft opt-in
 * after a sale, which an account is not; the newest act holds. What concerns their own order needs none (R27), but by
 * WhatsApp, which wants their agreement to whatever a shop begins (https://business.whatsapp.com/policy).
 */
export const consent: Rule<Saw> = {
  name: 'consent',
  judge: (context) => {
    const { step, consents, policy, sale } = context;
    const { purpose } = step;
    const act = decidingAct(consents, listOf(policy.consent, step));
    const counts = act?.proven || policy.consent.proof === 'recorded';
    const state = act?.state === 'granted' && !counts ? 'unproven' : (act?.state ?? 'none');
    const isOwn = purpose === 'transactional';
    const needed = isOwn && step.channel === 'whatsapp' && { needed: true as const };
    const saw: Saw = {
      purpose,
      ...needed,
      state,
      at: act ? toInstant(act.at) : null,
      ...(act?.list && { list: act.list }),
    };
    if (state === 'granted' || (isOwn && !needed)) return { says: 'pass', saw };
    if (state === 'withdrawn') return { says: 'withheld', reason: 'no_consent', saw };
    const soft = softOptIn(context);
    const seen = { ...saw, softOptIn: soft, ...(sale && { soldAt: toInstant(sale.at) }) };
    return soft === 'holds' ? { says: 'pass', saw: seen } : { says: 'withheld', reason: 'no_consent', saw: seen };
  },
  sentence: ({ says, saw }, { instant }) => {
    const { purpose, state, at, list } = saw;
    if (purpose === 'transactional' && !saw.needed) return 'A message about their own order needs no consent.';
    const what = list === undefined ? '' : ` to the list “${list}”`;
    if (state === 'granted') return `The customer had agreed${what} ${instant(at!)}.`;
    if (state === 'withdrawn') return `The customer had withdrawn their consent${what} ${instant(at!)}.`;
    const agreed =
      state === 'unproven'
        ? `The customer had agreed${what} ${instant(at!)}, but the act, the words or their version are not on record`
        : 'The customer had never agreed';
    if (says === 'pass') {
      return `${agreed}; they bought ${instant(saw.soldAt!)}, were told of messages about similar products and did not object.`;
    }
    return `${agreed}${softWords[saw.softOptIn ?? 'unused']}.`;
  },
};

const softWords: Readonly<Record<SoftOptIn, string>> = {
  holds: '',
  unused: '',
  no_sale: ', and no sale collected this address with the notice that allows messages about similar products',
  other_products: ', and the message is about other products than those they bought',
  unknown_products: ', and nobody can tell whether the message is about products like those they bought',
};

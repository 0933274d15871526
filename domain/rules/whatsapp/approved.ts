import { approvedFor } from '../../policy/whatsapp.ts';
import type { Locale, TemplateId } from '../../templates.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent where the message goes by another channel. */
  readonly template?: TemplateId;
  readonly locale?: Locale;
  /** The content that was approved. */
  readonly content?: string;
}

/** What a shop sends first by WhatsApp are words that were approved, in the customer's language, or nothing (R81). */
export const approvedWords: Rule<Saw> = {
  name: 'approved-words',
  judge: ({ whatsapp, policy }) => {
    if (!whatsapp) return { says: 'pass', saw: {} };
    const content = approvedFor(policy.whatsapp, whatsapp)?.content;
    return content === undefined
      ? { says: 'withheld', reason: 'no_approved_template', saw: whatsapp }
      : { says: 'pass', saw: { ...whatsapp, content } };
  },
  sentence: ({ saw: { template, locale, content } }) => {
    if (template === undefined) return 'It is no WhatsApp message, and needs nobody’s approval.';
    const which = `${template} in ${locale === 'fr' ? 'French' : 'English'}`;
    return content === undefined
      ? `The shop names no approved WhatsApp template for ${which}.`
      : `The shop has approved words for ${which} (${content}).`;
  },
};

import type { RuleContext } from '../context.ts';

/**
 * Whether a message may go without consent because the customer bought (CPCE, article L34-5), and if not, why:
 * `unused`: the store does not use it on this channel; `no_sale`: no sale collected this address with the notice;
 * `other_products`: the message is about something else than what was bought; `unknown_products`: nobody can tell.
 */
export type SoftOptIn = 'holds' | 'unused' | 'no_sale' | 'other_products' | 'unknown_products';

export const softOptIn = ({
  step,
  sale,
  about,
  policy: {
    consent: { softOptIn: policy },
  },
}: RuleContext): SoftOptIn => {
  // WhatsApp wants an agreement, whatever the law of a country allows.
  if (step.channel === 'whatsapp' || !policy.channels.includes(step.channel)) return 'unused';
  if (!sale) return 'no_sale';
  if (policy.similar === 'whole_shop') return 'holds';
  if (sale.categories.length === 0 || about.categories.length === 0) {
    return policy.whenUnknown === 'send' ? 'holds' : 'unknown_products';
  }
  return about.categories.every((category) => sale.categories.includes(category)) ? 'holds' : 'other_products';
};

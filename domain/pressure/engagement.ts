import type { ContactKind } from '../contact.ts';
import type { Millis } from '../time/instant.ts';

/** What shows that messages are welcome, or at least noticed. Opens are not tracked. */
const reactions: readonly ContactKind[] = ['purchase', 'cart', 'form', 'log-in', 'wish', 'service', 'click', 'reply'];

/** When the customer last reacted, by what they did and by the orders and visits that are known besides. */
export const lastReaction = (
  contacts: readonly { readonly kind: ContactKind; readonly at: Millis }[],
  besides: readonly (Millis | undefined)[],
): Millis | undefined => {
  const acts = contacts.filter(({ kind }) => reactions.includes(kind)).map(({ at }) => at);
  const all = [...acts, ...besides.filter((at) => at !== undefined)];
  return all.length > 0 ? Math.max(...all) : undefined;
};

/**
 * Whether a customer answers: `passive` when none of the last `passiveAfter` marketing messages was followed by a
 * reaction, `engaged` when one was; nothing is known of who got fewer and did not react (R187).
 */
export const engagementOf = (
  marketing: readonly Millis[],
  reactedAt: Millis | undefined,
  passiveAfter: number,
): 'engaged' | 'passive' | undefined => {
  const lately = marketing.toSorted((a, b) => b - a).slice(0, passiveAfter);
  const first = lately.at(-1);
  if (first === undefined) return undefined;
  if (reactedAt !== undefined && reactedAt >= first) return 'engaged';
  return lately.length < passiveAfter ? undefined : 'passive';
};

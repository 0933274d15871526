import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { chooseProducts } from '../../../domain/products/choose.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { CodesFound } from '../../../domain/rules/facts/offers.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { isLeftToChance } from '../../../domain/uplift/steer.ts';
import { productsSeen } from './products-seen.ts';

/** The offer that the step names as the rules see it: ids and numbers, never a code. */
export const offerSeen = (
  asked: string,
  facts: GateFacts,
  { found, now, needed }: { readonly found: CodesFound; readonly now: Millis; readonly needed?: true | undefined },
): NonNullable<RuleContext['offer']> => ({
  asked,
  ...(needed && { needed }),
  basket: basketOf(facts, now),
  currency: facts.store.currency,
  codes: facts.codes.map(({ id, offer, reservedAt, expiresAt, terms, used, boughtWithout, own }) => ({
    id,
    offer,
    at: reservedAt.getTime(),
    expiresAt: expiresAt.getTime(),
    terms,
    used,
    boughtWithout,
    own,
  })),
  found,
  ...(Object.keys(facts.foreseen).length > 0 && { foreseen: facts.foreseen }),
  ...(isLeftToChance(facts.run.customerId) && { leftToChance: true as const }),
});

/** What of the cart can be bought now; a total in another currency than the store's cannot be compared with its policy. */
export const basketOf = (facts: GateFacts, now: Millis): number | null => {
  const products = productsSeen(facts);
  if (!products || products.currency !== facts.store.currency) return null;
  const { buyable } = chooseProducts(products, facts.policy.policy.products, now);
  return buyable.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
};

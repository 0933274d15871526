import type { OffersPolicy } from '../policy/offers.ts';
import { isExplored } from '../scores/signals/explore.ts';

/**
 * One customer in ten gets offers whatever is foreseen of them, always the same ones: what is left out of a group by what was
 * learnt of it would never be learnt again. By them it is noticed when a group changes.
 */
export const isLeftToChance = (customer: string): boolean => isExplored('offer', customer, 0);

/** Whether the policy may leave one of these offers out for the customer by what is foreseen. */
export const isSteered = ({ byId }: OffersPolicy, offers: readonly string[], customer: string): boolean =>
  offers.some((offer) => byId[offer]?.whereItPays === true) && !isLeftToChance(customer);

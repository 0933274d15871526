import type { TiersPolicy } from '../policy/signals.ts';

/** What a member has, and paid within the period of the tiers. */
export interface TierProgress {
  /** As the shop's programme told it; null: it told none. */
  readonly tier: string | null;
  readonly points: number;
  /** Minor units of the store's currency. */
  readonly paid: number;
}

/** The tier above, and how much is missing to it: points, or money as the policy counts. */
export interface NextTier {
  readonly tier: string;
  readonly missing: number;
  readonly by: TiersPolicy['by'];
}

/**
 * The tier that comes next, by the bounds of the policy. Undefined: the member is in the highest, has what it takes already, or
 * is in a tier that the policy does not know, so that nothing can be said of the way.
 */
export const nextTier = ({ by, tiers }: TiersPolicy, { tier, points, paid }: TierProgress): NextTier | undefined => {
  const has = by === 'points' ? points : paid;
  const held =
    tier === null ? tiers.findLastIndex(({ enter }) => has >= enter) : tiers.findIndex(({ name }) => name === tier);
  if (tier !== null && held < 0) return undefined;
  const above = tiers[held + 1];
  return above && above.enter > has ? { tier: above.name, missing: above.enter - has, by } : undefined;
};

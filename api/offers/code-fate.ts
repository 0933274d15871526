import type { CodeRow } from '../../db/offers/redeem.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** Whether a code can be used, or why not. */
export type CodeFate = 'valid' | 'not_given' | 'expired' | 'redeemed';

/** What was printed is what holds: to the last millisecond of it, and not longer. */
export const codeFate = ({ state, expiresAt }: Pick<CodeRow, 'state' | 'expiresAt'>, now: Millis): CodeFate => {
  if (state === 'redeemed') return 'redeemed';
  if (state === 'free' || state === 'leased' || !expiresAt) return 'not_given';
  return expiresAt.getTime() < now ? 'expired' : 'valid';
};

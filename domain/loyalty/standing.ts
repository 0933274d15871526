import { type Duration, durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';

/** What a member does with points. `spender`: used some lately; `saver`: has some and lets them lie; `empty`: has none. */
export const loyaltyStandings = ['saver', 'spender', 'empty'] as const;
export type LoyaltyStanding = (typeof loyaltyStandings)[number];

/** An account as last told. */
export interface LoyaltyAccount {
  readonly points: number;
  /** When points were last used; absent: never, as far as is known. */
  readonly redeemedAt?: Millis | undefined;
}

/** Points used within this time make an active member. */
export const activeFor: Duration = '180 days';

/** The branch that a member takes: by the balance and by when they last used points (R84). */
export const loyaltyStanding = ({ points, redeemedAt }: LoyaltyAccount, now: Millis): LoyaltyStanding => {
  if (redeemedAt !== undefined && now - redeemedAt < durationMillis(activeFor)) return 'spender';
  return points > 0 ? 'saver' : 'empty';
};

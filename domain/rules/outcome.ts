import type { LaterReason, WithheldReason } from '../reasons.ts';
import { type Instant, type Millis, toMillis } from '../time/instant.ts';

/** What a rule said, without what it saw. */
export type Said =
  | { readonly says: 'pass' }
  | { readonly says: 'later'; readonly at: Millis; readonly reason: LaterReason }
  | { readonly says: 'withheld'; readonly reason: WithheldReason };

/** What the rules together come to, before anything was tried. */
export type RulesOutcome =
  | { readonly says: 'send' }
  | { readonly says: 'later'; readonly reason: LaterReason; readonly at: Millis }
  /** `waitsFor`: of `expired`, what would have come too late. */
  | { readonly says: 'withheld'; readonly reason: WithheldReason; readonly waitsFor?: LaterReason };

/** A touch moves the whole step, its end included; any other wait must end while the message is useful. */
export const isWorthWaiting = (
  { reason, at }: { readonly reason: LaterReason; readonly at: Millis },
  expiresAt: Millis,
): boolean => reason === 'touched' || at <= expiresAt;

/** The outcome of what the rules said, in their order: the first refusal decides. */
export const outcomeOf = (verdicts: readonly Said[], expiresAt: Millis): RulesOutcome => {
  const refusal = verdicts.find((verdict): verdict is Exclude<Said, { says: 'pass' }> => verdict.says !== 'pass');
  if (!refusal) return { says: 'send' };
  if (refusal.says === 'withheld') return { says: 'withheld', reason: refusal.reason };
  const { reason, at } = refusal;
  return isWorthWaiting(refusal, expiresAt)
    ? { says: 'later', reason, at }
    : { says: 'withheld', reason: 'expired', waitsFor: reason };
};

/** A verdict as the ledger keeps it. */
export interface StoredVerdict {
  readonly says: Said['says'];
  readonly reason?: LaterReason | WithheldReason;
  readonly at?: Instant;
}

/** What a stored verdict said. */
export const saidOf = ({ says, reason, at }: StoredVerdict): Said =>
  ({ says, ...(reason && { reason }), ...(at !== undefined && { at: toMillis(at) }) }) as Said;

export const isSameOutcome = (one: RulesOutcome, other: RulesOutcome): boolean => {
  if (one.says === 'send' || other.says === 'send') return one.says === other.says;
  const isSameInstant = one.says !== 'later' || other.says !== 'later' || one.at === other.at;
  return one.says === other.says && one.reason === other.reason && isSameInstant;
};

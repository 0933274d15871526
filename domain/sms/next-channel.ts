import type { FailedReason, WithheldReason } from '../reasons.ts';

/**
 * Reasons that are about one channel: the same message may go by another. Anything else is about the message, the person
 * or the moment, or leaves open whether it went: then no other channel is asked.
 */
const aboutTheChannel: ReadonlySet<WithheldReason | FailedReason> = new Set([
  // No way to reach them there, or none that they agreed to
  'no_address',
  'no_consent',
  'suppressed',
  'not_allowlisted',
  // No words for it there
  'no_approved_template',
  'missing_value',
  // Not worth it, or not now
  'not_worth_sms',
  'sms_budget',
  'quiet_hours',
  'capped',
  'outranked',
  'expired',
  // E-mail has words for it
  'out_of_stock',
  // Surely not accepted there
  'refused',
  'misconfigured',
  'render',
  'wrong_link',
  'too_large',
  'too_long',
  'no_way_out',
]);

/** Whether a step that ended so may be tried on the channel that its journey names next. */
export const leadsToNextChannel = (ended: {
  readonly outcome: 'sent' | 'withheld' | 'failed' | 'unknown';
  readonly reason?: WithheldReason | FailedReason | undefined;
}): boolean =>
  (ended.outcome === 'withheld' || ended.outcome === 'failed') &&
  ended.reason !== undefined &&
  aboutTheChannel.has(ended.reason);

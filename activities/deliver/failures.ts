import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

/** Types of the failures that make Temporal ask the gate again; they hold no personal data. */
export type RetryType = 'later' | 'refused' | 'uncertain' | 'changed' | 'unavailable';

/**
 * A failure that means "ask again". `afterMillis` of real time, or the activity's own back-off. Benign:
 * it is the gate working as meant, not something to alert about.
 */
export const askAgain = (type: RetryType, message: string, afterMillis?: number): ApplicationFailure =>
  ApplicationFailure.create({
    type,
    message,
    category: ApplicationFailureCategory.BENIGN,
    ...(afterMillis !== undefined && { nextRetryDelay: Math.max(1, Math.ceil(afterMillis)) }),
  });

/** The gate itself failed (a database away, a bug): retried, and alerted about. The cause stays in the log. */
export const gateFailed = (code: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'unavailable', message: `the gate could not decide (${code}); see the log` });

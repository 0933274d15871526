import type { Purpose } from './journey.ts';
import type { List } from './lists.ts';

/**
 * Why an address gets nothing more. `bounced`: it does not work; `bouncing`: it failed several times in a row,
 * and is tried again after a while. `stopped`: its owner answered STOP. `erased`: its owner asked to be forgotten,
 * and it came back. `paused`: its owner asked for a time without marketing.
 */
export const suppressionReasons = [
  'unsubscribed',
  'bounced',
  'bouncing',
  'complained',
  'stopped',
  'manual',
  'erased',
  'paused',
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Which messages a suppression stops. */
export type SuppressionPurpose = Purpose | 'all';

/** What of a channel a suppression stops. */
export interface SuppressionScope {
  readonly purpose: SuppressionPurpose;
  /** Empty: the whole purpose. */
  readonly list: List;
}

/** What a reason stops unless somebody says otherwise: leaving, a pause, and having been erased, concern marketing alone. */
export const usualPurpose = (reason: SuppressionReason): SuppressionPurpose =>
  marketingAlone.includes(reason) ? 'marketing' : 'all';

const marketingAlone: readonly SuppressionReason[] = ['unsubscribed', 'erased', 'paused'];

/** Whether a suppression concerns messages of a purpose; one of a reason that concerns marketing alone stops no other. */
export const concerns = (
  { reason, purpose }: { readonly reason: SuppressionReason; readonly purpose: SuppressionPurpose },
  asked: Purpose,
): boolean => [purpose, usualPurpose(reason)].every((stopped) => stopped === 'all' || stopped === asked);

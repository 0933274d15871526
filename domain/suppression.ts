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

/**
 * What a reason stops unless somebody says otherwise. A complaint stops marketing: what concerns an order is no
 * spam, and must reach its buyer.
 */
export const usualPurpose = (reason: SuppressionReason): SuppressionPurpose =>
  isMarketingAlone(reason) || reason === 'complained' ? 'marketing' : 'all';

const marketingAlone: readonly SuppressionReason[] = ['unsubscribed', 'erased', 'paused'];

/** Leaving, a pause, and having been erased, never concern more than marketing, whatever anybody says. */
export const isMarketingAlone = (reason: SuppressionReason): boolean => marketingAlone.includes(reason);

/** Whether a suppression concerns messages of a purpose; one of a reason that concerns marketing alone stops no other. */
export const concerns = (
  { reason, purpose }: { readonly reason: SuppressionReason; readonly purpose: SuppressionPurpose },
  asked: Purpose,
): boolean => (purpose === 'all' || purpose === asked) && (asked === 'marketing' || !isMarketingAlone(reason));

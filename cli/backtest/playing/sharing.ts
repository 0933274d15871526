import type { DeliverInput } from '../../../domain/delivery.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** What messages to different customers take from each other, by the rules of a shop. */
export interface Sharing {
  /** Whether what this message may have depends on what other customers had before: then the order of instants decides. */
  isShared(input: DeliverInput): boolean;
  /** Told of each message that went; days come one after another. */
  noteSent(at: Millis): void;
  /** Whether so many more messages on the day of `at` could come to where its volume decides. */
  isCrowded(at: Millis, more: number): boolean;
}

export const dayOf = (at: Millis): number => Math.floor(at / 86_400_000);

/**
 * Money for text messages, a warm-up, and codes that there are only so many of are shared, and so is a day's volume once
 * it is large. `hasPhones`: whether anybody was known by a phone by now; without one no text message costs anything.
 */
export const sharingOf = (policy: Policy, on: readonly JourneySpec[], hasPhones: () => boolean): Sharing => {
  const { ramps, volume } = policy.deliverability;
  const codesAreFew = Object.values(policy.offers.byId).some(({ codes }) => codes.from !== 'generated');
  const volumeDecides = on.some(({ rank }) => volume.ranks.includes(rank));
  let day = Number.NaN;
  let sent = 0;
  return {
    isShared: ({ channel, purpose, props }) =>
      (channel !== 'email' && policy.sms.dailyBudget[purpose] !== null && hasPhones()) ||
      (channel === 'email' && purpose === 'marketing' && ramps.length > 0) ||
      (props['offer'] !== undefined && codesAreFew),
    noteSent: (at) => {
      sent = dayOf(at) === day ? sent + 1 : 1;
      day = dayOf(at);
    },
    isCrowded: (at, more) => volumeDecides && (dayOf(at) === day ? sent : 0) + more >= volume.fromDaily,
  };
};

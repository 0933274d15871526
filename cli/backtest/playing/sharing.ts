import type { DeliverInput } from '../../../domain/delivery.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { needsOf } from '../../../domain/template-needs.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** What messages to different customers take from each other, by the rules of a shop. */
export interface Sharing {
  /** Whether what this message may have depends on what other customers had before: then the order of instants decides. */
  isShared(input: DeliverInput): boolean;
  /** Whether what this message shows depends on what sells in the shop, as it was last counted. */
  showsSales(input: DeliverInput): boolean;
  /** Told of each message that went. */
  noteSent(at: Millis): void;
  /** Whether so many more messages on the day of `at` could come to where its volume decides. */
  isCrowded(at: Millis, more: number): boolean;
  /** The same, or whether so many left that messages at `at` may be held back: then the order of all of them decides. */
  isOrdered(at: Millis, more: number): boolean;
}

/** How far back the brake looks, in milliseconds: 24 hours, of which the oldest counts whole. */
const brakeWindow = 25 * 3_600_000;

export const dayOf = (at: Millis): number => Math.floor(at / 86_400_000);

/** What a past has told by now. */
export type Told = Pick<WaitingRoom, 'hasPhones' | 'hasStocks' | 'departures'>;

/**
 * Money for text messages, a warm-up, and codes that there are only so many of are shared, and so is a day's volume once
 * it is large. Without a phone no text message costs anything; without stocks nothing is ever out of stock, so that
 * something else would be shown; and a past has neither bounces nor complaints: only who leaves can hold others back.
 */
export const sharingOf = (policy: Policy, on: readonly JourneySpec[], told: Told): Sharing => {
  const { ramps, volume, brake } = policy.deliverability;
  const codesAreFew = Object.values(policy.offers.byId).some(({ codes }) => codes.from !== 'generated');
  const volumeDecides = on.some(({ rank }) => volume.ranks.includes(rank));
  const sent = new Map<number, number>();
  const isCrowded = (at: Millis, more: number): boolean =>
    volumeDecides && (sent.get(dayOf(at)) ?? 0) + more >= volume.fromDaily;
  // As a rate of the fewest messages that anything is judged from, the lowest that holds any back.
  const held = [brake.store, brake.journey].flatMap(({ unsubscribes: { slow, stop } }) => [slow ?? 100, stop ?? 100]);
  const fewestDepartures = Math.max(brake.fromEvents, (Math.min(...held) / 100) * brake.fromAccepted);
  return {
    isShared: ({ channel, purpose, props }) =>
      (channel !== 'email' && policy.sms.dailyBudget[purpose] !== null && told.hasPhones()) ||
      (channel === 'email' && purpose === 'marketing' && ramps.length > 0) ||
      (props['offer'] !== undefined && codesAreFew),
    showsSales: ({ template, props }) => {
      const needs = needsOf(template);
      const isOfProducts = needs?.proposals !== undefined || needs?.question === true;
      return isOfProducts || (props['cartId'] !== undefined && told.hasStocks());
    },
    noteSent: (at) => {
      sent.set(dayOf(at), (sent.get(dayOf(at)) ?? 0) + 1);
    },
    isCrowded,
    isOrdered: (at, more) => isCrowded(at, more) || told.departures(at - brakeWindow, at) >= fewestDepartures,
  };
};

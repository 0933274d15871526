import type { Channel } from '../../journey.ts';
import { type BetaPrior, decay, shrunkShare } from './shrink.ts';

/** Channels of which customers' reactions are counted. */
export const scoredChannels = ['email', 'sms'] as const satisfies readonly Channel[];
export type ScoredChannel = (typeof scoredChannels)[number];

/** A marketing message that a customer got. */
export interface GotMessage {
  readonly channel: Channel;
  /** Instant in milliseconds. */
  readonly at: number;
  /** When a person followed a link of it. */
  readonly clickedAt?: number | undefined;
}

/** A visit or an order so soon after a message follows from it, in milliseconds: three days. */
const followsWithin = 3 * 86_400_000;

/** Half of what a message counts is gone after so many days. */
const halfLifeDays = 75;

export interface ChannelEngagement {
  /** The share of messages that somebody like them reacts to. */
  readonly rate: number;
  /** Messages that say so, and those with a reaction. */
  readonly messages: number;
  readonly reactions: number;
}

/** Of each message whether there was a reaction, and what it counts by its age. */
export interface CountedMessages {
  readonly messages: number;
  readonly reactions: number;
  readonly weighed: number;
  readonly weighedReactions: number;
}

/**
 * The messages of a channel and those that were followed by a click, a visit or an order. Opens are no reaction: they are
 * not measured, and privacy proxies open for everybody.
 *
 * @param acts instants of visits and orders.
 */
export const countReactions = (
  got: readonly GotMessage[],
  channel: ScoredChannel,
  acts: readonly number[],
  now: number,
): CountedMessages => {
  let [messages, reactions, weighed, weighedReactions] = [0, 0, 0, 0];
  for (const message of got) {
    if (message.channel !== channel) continue;
    const weight = decay((now - message.at) / 86_400_000, halfLifeDays);
    const reacted =
      message.clickedAt !== undefined || acts.some((at) => at >= message.at && at - message.at <= followsWithin);
    messages += 1;
    weighed += weight;
    if (!reacted) continue;
    reactions += 1;
    weighedReactions += weight;
  }
  return { messages, reactions, weighed, weighedReactions };
};

/** How a customer answers on a channel, drawn toward what is usual in the store as far as they got little (R236). */
export const engagement = (
  prior: BetaPrior,
  { messages, reactions, weighed, weighedReactions }: CountedMessages,
): ChannelEngagement => ({ rate: shrunkShare(prior, weighedReactions, weighed), messages, reactions });

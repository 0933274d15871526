import type { Channel } from '../journey.ts';
import type { BrakePolicy, BrakeRates } from '../policy/deliverability.ts';
import type { SentCounts } from '../rules/facts/deliverability.ts';

export const brakeLevels = ['warn', 'slow', 'stop'] as const;
export type BrakeLevel = (typeof brakeLevels)[number];
export type BrakeMetric = 'bounces' | 'complaints' | 'unsubscribes';

/** A rate that has reached a level. */
export interface BrakeReading {
  readonly of: 'store' | 'journey';
  readonly metric: BrakeMetric;
  readonly level: BrakeLevel;
  /** Events and messages of 24 hours, and the bound that their rate has reached, in percent. */
  readonly events: number;
  readonly accepted: number;
  readonly bound: number;
}

const counted = {
  bounces: 'bounced',
  complaints: 'complained',
  unsubscribes: 'unsubscribed',
} as const satisfies Record<BrakeMetric, keyof SentCounts>;

/**
 * Every rate that has reached a level, the gravest first. WhatsApp keeps from one person what they got enough of, whoever sent
 * it (https://www.twilio.com/docs/api/errors/63049): what did not arrive there says nothing of the store.
 */
export const readBrake = (
  { store, journey }: { readonly store: SentCounts; readonly journey: SentCounts },
  policy: BrakePolicy,
  channel: Channel,
): readonly BrakeReading[] => {
  const { bounces, ...others } = policy.store;
  const read = (of: BrakeReading['of'], counts: SentCounts, metrics: Readonly<Record<string, BrakeRates>>) =>
    Object.entries(metrics).flatMap(([name, rates]) => {
      const metric = name as BrakeMetric;
      const { accepted } = counts;
      const events = counts[counted[metric]];
      if (accepted < policy.fromAccepted || events < policy.fromEvents) return [];
      // In integers of events: a rate that reaches the bound exactly counts as reaching it.
      const level = brakeLevels.findLast((one) => rates[one] !== undefined && events * 100 >= rates[one] * accepted);
      return level ? [{ of, metric, level, events, accepted, bound: rates[level]! }] : [];
    });
  return [
    ...read('store', store, channel === 'whatsapp' ? others : { bounces, ...others }),
    ...read('journey', journey, policy.journey),
  ].toSorted((a, b) => brakeLevels.indexOf(b.level) - brakeLevels.indexOf(a.level));
};

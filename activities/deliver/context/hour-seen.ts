import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { civilTime, dayMillis } from '../../../domain/civil/day.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { HourFacts } from '../../../domain/rules/facts/hour.ts';
import { hourBins } from '../../../domain/scores/signals/best-hour.ts';
import { drawn, isExplored } from '../../../domain/scores/signals/explore.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** When a message that asks for it is to come: one customer in ten gets it at hours drawn by chance, which teaches. */
export const hourSeen = ({ hour }: DeliverInput, { hour: known, run, store }: GateFacts, now: Millis): HourFacts => {
  if (hour === undefined) return {};
  const day = civilTime(now, store.timezone).day / dayMillis;
  if (known && isExplored('hour', run.customerId, day)) {
    // The quarter's own: a step that waits for it finds it again tomorrow.
    return { hour: { bin: Math.floor(drawn('hour', run.customerId, Math.floor(day / 91)) * hourBins), by: 'chance' } };
  }
  return { hour: known ?? null };
};

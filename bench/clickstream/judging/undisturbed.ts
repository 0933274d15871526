import { realTime } from '../../../domain/time/clock.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import type { Evidence } from './evidence.ts';
import type { CartHistory, History } from './history.ts';

/** Long enough for all three messages. */
const followUp = durationMillis('4 days');

/** A cart told later than this, in real milliseconds, may be too late for a message. */
const promptly = 2_000;

/**
 * Carts that must be followed up to the end: told in time, of someone who agreed to it and never took it
 * back, not bought afterwards, and without another cart of the same customer beside them.
 */
export const undisturbedCarts = ({ clock, endedAt }: Evidence, history: History): readonly CartHistory[] =>
  [...history.carts.values()].filter(({ cart, customer, touches }) => {
    const [first, last] = [touches[0]!, touches.at(-1)!];
    const acts = history.consents.get(customer) ?? [];
    const agreed = acts.length > 0 && acts.every(({ consent }) => consent === 'granted');
    const bought = (history.purchases.get(customer) ?? []).some(
      ({ cart: bought, occurredAt }) => bought === cart || occurredAt >= first.occurredAt,
    );
    const besides = history.cartsOf
      .get(customer)!
      .some(
        (other) =>
          other.cart !== cart &&
          other.touches.some(
            ({ occurredAt }) => occurredAt >= first.occurredAt && occurredAt < last.occurredAt + followUp,
          ),
      );
    const inTime = touches.every(({ occurredAt, answeredAt }) => answeredAt - realTime(occurredAt, clock) < promptly);
    const over = realTime(last.occurredAt + followUp, clock) < endedAt;
    return agreed && !bought && !besides && inTime && over;
  });

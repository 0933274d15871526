import type { AlertsPolicy } from '../policy/alerts.ts';
import type { Millis } from '../time/instant.ts';

/** How the customers of one alert are told: so many at a time, and when the next ones follow. */
export interface Pace {
  readonly batch: number;
  readonly pause: Millis;
}

/** One batch is one transaction, which holds the locks of its customers: it must be over in a moment. */
const largestBatch = 10;

const hour: Millis = 3_600_000;

/**
 * Spreads an alert: `perMinute` bounds it, and `perUnit` customers an hour for each unit that is left, where the stock is
 * known.
 */
export const paceOf = ({ perMinute, perUnit }: AlertsPolicy, stock: number | null): Pace => {
  const byStock = stock === null ? Number.POSITIVE_INFINITY : Math.max(1, stock) * perUnit;
  const anHour = Math.min(perMinute * 60, byStock);
  const batch = Math.max(1, Math.min(largestBatch, Math.floor(anHour / 60) || anHour));
  return { batch, pause: Math.ceil((batch / anHour) * hour) };
};

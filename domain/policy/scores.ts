import type { ScoreWatch } from '../scores/watch.ts';
import type { Duration } from '../time/duration.ts';

/** What the models of customers are asked, and which scores journeys hear of. */
export interface ScoresPolicy {
  /** How customers leave: after any purchase (`mbg`), or after a repeat purchase only (`bg`). */
  readonly model: 'mbg' | 'bg';
  /** Churn is to buy nothing for this long. */
  readonly churnWithin: Duration;
  /** Expected orders and lifetime value are those of this long. */
  readonly horizon: Duration;
  /** What an amount in a year is worth less than today, in percent. */
  readonly discount: number;
  /** Thresholds by name; a score that comes within one, or leaves it, is an event. */
  readonly watches: Readonly<Record<string, ScoreWatch>>;
}

/** Klaviyo's horizons; at risk is who is likelier gone than not, and bought twice at least. */
export const defaultScores: ScoresPolicy = {
  model: 'mbg',
  churnWithin: '90 days',
  horizon: '365 days',
  discount: 10,
  watches: { 'at-risk': { score: 'alive', side: 'below', enter: 0.5, leave: 0.6, minimumOrders: 2 } },
};

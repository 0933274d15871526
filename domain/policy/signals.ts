/** A loyalty tier: entered from one bound on, and left below another that is no higher. */
export interface Tier {
  readonly name: string;
  readonly enter: number;
  readonly leave: number;
}

/** The tiers of a store whose programme tells none itself. */
export interface TiersPolicy {
  /** What the bounds are of: money paid within the period, in minor units of the store's currency, or points. */
  readonly by: 'spend' | 'points';
  /** The period, in days. */
  readonly within: number;
  /** The lowest first. None: only what the shop tells. */
  readonly tiers: readonly Tier[];
}

/** How the signals of customers besides the models are cut. */
export interface SignalsPolicy {
  /** Into so many groups recency, frequency and money are cut (R106). */
  readonly rfmGroups: number;
  readonly tiers: TiersPolicy;
  /** Demand is forecast for so many days. */
  readonly demandDays: number;
  /**
   * How far what everybody buys counts less in the categories that a customer is proposed, from 0, what is likeliest, to 1,
   * what is likelier of them than of others (R295). Absent: 0.
   */
  readonly surprise?: number;
}

/** Quintiles, as the field has them; a year's net spend, after which most programmes count; four weeks to buy in for. */
export const defaultSignals: SignalsPolicy = {
  rfmGroups: 5,
  tiers: {
    by: 'spend',
    within: 365,
    tiers: [
      { name: 'bronze', enter: 10_000, leave: 8_000 },
      { name: 'silver', enter: 30_000, leave: 24_000 },
      { name: 'gold', enter: 80_000, leave: 64_000 },
    ],
  },
  demandDays: 28,
};

/**
 * Which part of the customers gets no marketing, so that what it brings can be measured against them (R249). In
 * percent of customers, drawn by the hash of customer and experiment.
 */
export interface HoldoutPolicy {
  /** Get no marketing of any journey. */
  readonly share: number;
  /** Get none of this journey, beside those who get none at all. */
  readonly byJourney: Readonly<Record<string, number>>;
  /** Another name draws other customers; the name stands in every verdict. */
  readonly name: string;
  /** Whether others are drawn each calendar quarter (UTC). A run stays in the arm in which it began. */
  readonly redraw: 'quarterly' | 'never';
}

/**
 * Nobody is held out until a marketer says so: a shop that has just begun has too few customers to learn from a
 * holdout, and takes a message that does not come for a fault.
 */
export const defaultHoldout: HoldoutPolicy = { share: 0, byJourney: {}, name: 'holdout', redraw: 'quarterly' };

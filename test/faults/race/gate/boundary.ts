import type { Random } from '../../../../domain/random.ts';

/** How far around the boundary the two sides are thrown apart, in milliseconds. */
const spreadMillis = 8;

/** How fast the boundary follows what was seen, in milliseconds a pair. */
const stepMillis = 0.2;

/** When the two sides of a pair begin, in milliseconds from now. */
export interface Start {
  readonly gate: number;
  readonly order: number;
}

/**
 * Keeps the two sides meeting: the lead that the gate needs for an even race depends on the machine and its
 * load, so it is learnt from who won. Around it the seed throws each pair apart.
 */
export const followBoundary = (random: Random): { next(): Start; learn(claimed: boolean): void } => {
  let lead = 0;
  return {
    next: () => {
      const order = lead + (random() * 2 - 1) * spreadMillis;
      return { gate: Math.max(0, -order), order: Math.max(0, order) };
    },
    learn: (claimed) => void (lead += claimed ? -stepMillis : stepMillis),
  };
};

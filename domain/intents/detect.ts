import type { ProductId } from '../ids.ts';
import type { IntentsPolicy } from '../policy/intents.ts';
import { type Duration, durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';
import type { Visit } from './visits.ts';

/** A product that a customer looked at. */
export interface LookedAt {
  readonly productId: ProductId;
  /** Null: the catalogue tells none. */
  readonly category: string | null;
  /** Oldest first. */
  readonly visits: readonly Visit[];
}

/** What somebody showed who is about to choose; the first in this order that is there. */
export const intentSignals = ['season', 'visits', 'time', 'category'] as const;
export type IntentSignal = (typeof intentSignals)[number];

export interface Intent {
  readonly signal: IntentSignal;
  /** The product that shows it most. */
  readonly productId: ProductId;
}

/** As of when is looked, and since when anything counts: what was looked at before a cart, an order or another intent is over. */
export interface Occasion {
  readonly now: Millis;
  readonly since?: Millis | undefined;
}

/** Whether somebody is about to choose, from what they looked at (R23, R24). Pure; bounded by what is kept of a customer. */
export const detectIntent = (
  looked: readonly LookedAt[],
  policy: IntentsPolicy,
  occasion: Occasion,
): Intent | undefined => {
  for (const signal of intentSignals) {
    const productId = detectors[signal](looked, policy, occasion);
    if (productId !== undefined) return { signal, productId };
  }
  return undefined;
};

type Detector = (looked: readonly LookedAt[], policy: IntentsPolicy, occasion: Occasion) => ProductId | undefined;

const detectors: Readonly<Record<IntentSignal, Detector>> = {
  visits: (looked, { visits: wanted }, occasion) =>
    wanted
      ? strongest(lately(looked, wanted.within, occasion).filter(({ visits }) => visits.length >= wanted.count))
      : undefined,
  time: (looked, { time: wanted }, occasion) =>
    wanted
      ? strongest(
          lately(looked, wanted.within, occasion).filter(
            (one) => secondsOn(one) * 1000 >= durationMillis(wanted.spent),
          ),
        )
      : undefined,
  category: (looked, { category: wanted }, occasion) => {
    if (!wanted) return undefined;
    const recent = lately(looked, wanted.within, occasion);
    const explored = recent.filter(
      ({ category }) =>
        category !== null && recent.filter((other) => other.category === category).length >= wanted.products,
    );
    return strongest(explored);
  },
  season: (looked, { season: wanted }, occasion) => {
    if (!wanted) return undefined;
    const recent = lately(looked, wanted.within, occasion).filter(
      ({ category }) => category !== null && wanted.categories.includes(category),
    );
    return recent.length >= wanted.products ? strongest(recent) : undefined;
  },
};

/** What was looked at within a time, with the visits of that time alone. */
const lately = (looked: readonly LookedAt[], within: Duration, { now, since }: Occasion): readonly LookedAt[] => {
  const from = Math.max(now - durationMillis(within), since ?? Number.NEGATIVE_INFINITY);
  return looked.flatMap((one) => {
    const visits = one.visits.filter(({ at }) => at > from && at <= now);
    return visits.length > 0 ? [{ ...one, visits }] : [];
  });
};

const secondsOn = ({ visits }: LookedAt): number => visits.reduce((sum, { seconds = 0 }) => sum + seconds, 0);

/** Visited most often, then last; by id in the end, so that the same looks always tell the same. */
const strongest = (looked: readonly LookedAt[]): ProductId | undefined =>
  looked.toSorted(
    (a, b) =>
      b.visits.length - a.visits.length ||
      b.visits.at(-1)!.at - a.visits.at(-1)!.at ||
      (a.productId < b.productId ? -1 : 1),
  )[0]?.productId;

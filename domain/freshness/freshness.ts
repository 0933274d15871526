import { type Duration, durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';

/** What is kept of a store and grows old, with what renews it. */
export const renewed = {
  scores: {
    words: 'the scores of all customers',
    remedy: 'npm run score; every night the schedule relance/nightly-scores does it, if a worker runs',
  },
  statistics: {
    words: 'orders that no score knows yet',
    remedy: 'a worker scores them within seconds: start one, or look into its log',
  },
  segments: {
    words: 'the segments of all customers',
    remedy: 'npm run segments; a worker does it as each day of the shop begins: start one, or look into its log',
  },
  sales: {
    words: 'the count of what sells',
    remedy: 'npm run catalogue -- count-sales; a worker does it every six hours',
  },
  catalogue: {
    words: 'the descriptions of products',
    remedy: 'send product.upserted for the whole catalogue now and then, also where nothing changed',
  },
  stock: {
    words: 'the stock of products',
    remedy: 'send product.stock_changed; the policy products says for how long a stock is believed',
  },
} as const satisfies Readonly<Record<string, { readonly words: string; readonly remedy: string }>>;

export type Renewed = keyof typeof renewed;
export const renewedNames = Object.keys(renewed) as readonly Renewed[];

export const isRenewed = (name: string): name is Renewed => Object.hasOwn(renewed, name);

/** `never`: there is none yet, and nothing that could be old. */
export type FreshnessState = 'fresh' | 'stale' | 'never';

export interface Freshness {
  readonly of: Renewed;
  readonly state: FreshnessState;
  /** When it was last renewed; of orders that wait, since when the oldest does. */
  readonly at: Millis | null;
  /** The age that it may have; null: any. */
  readonly limit: Duration | null;
  readonly age: Millis | null;
}

/** How old something is beside what it may be (R115): at the limit it is still fresh. */
export const judgeFreshness = (of: Renewed, at: Millis | undefined, limit: Duration | null, now: Millis): Freshness => {
  if (at === undefined) return { of, state: 'never', at: null, limit, age: null };
  // What was renewed by a clock that is ahead is as fresh as can be.
  const age = Math.max(0, now - at);
  return { of, state: limit !== null && age > durationMillis(limit) ? 'stale' : 'fresh', at, limit, age };
};

/** Its age in words: whole minutes, hours or days. */
export const ageWords = (age: Millis): string => {
  const minutes = Math.floor(age / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
};

/** How it stands, in a sentence; what to do, where something is to be done. */
export const freshnessSentence = ({ of, state, limit, age }: Freshness): string => {
  const { words, remedy } = renewed[of];
  if (state === 'never') return `${words}: none yet`;
  const stands = `${words}: ${ageWords(age!)} old${limit === null ? '' : `, at most ${limit} are allowed`}`;
  return state === 'stale' ? `${stands}: ${remedy}` : stands;
};

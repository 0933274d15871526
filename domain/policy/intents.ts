import type { Duration } from '../time/duration.ts';

/** What shows that somebody is about to choose, and has not (R24, R116). Null: this sign is not looked for. */
export interface IntentsPolicy {
  /** A look at a page within this time of a visit is part of that visit: a reload is no second visit. */
  readonly apart: Duration;
  /** So many visits to the page of one product (R23). */
  readonly visits: { readonly count: number; readonly within: Duration } | null;
  /** So long on the page of one product, where the shop tells how long. */
  readonly time: { readonly spent: Duration; readonly within: Duration } | null;
  /** So many products of one category. */
  readonly category: { readonly products: number; readonly within: Duration } | null;
  /** So many products of the categories of a season: those visitors are helped, not discounted (R26). */
  readonly season: {
    readonly categories: readonly string[];
    readonly products: number;
    readonly within: Duration;
  } | null;
}

/** A week, as the cool-down after a message; a session for what is spent in one. */
export const defaultIntents: IntentsPolicy = {
  apart: '5 minutes',
  visits: { count: 3, within: '7 days' },
  time: { spent: '4 minutes', within: '1 day' },
  category: { products: 5, within: '1 day' },
  season: null,
};

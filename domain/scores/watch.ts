/** What of a customer's score may be watched; money in minor units of the store's currency. */
export const watchedScores = ['alive', 'churn', 'expectedOrders', 'lifetimeValue'] as const;
export type WatchedScore = (typeof watchedScores)[number];

/** A threshold of a score: who comes to its inner side enters, who goes back beyond the outer bound leaves. */
export interface ScoreWatch {
  readonly score: WatchedScore;
  /** On which side of `enter` somebody is within. */
  readonly side: 'above' | 'below';
  readonly enter: number;
  /** Further out than `enter`, so that a score that trembles does not come and go. */
  readonly leave: number;
  /** Days with a purchase from which on somebody is watched. */
  readonly minimumOrders: number;
}

/** The scores that a watch may look at; null where nothing is said of money. */
export type WatchedValues = Readonly<Record<WatchedScore, number | null>> & { readonly days: number };

/** Whether somebody outside comes in, and whether somebody inside stays. Without a score nobody is within. */
export const judgeWatch = (
  { score, side, enter, leave, minimumOrders }: ScoreWatch,
  values: WatchedValues | undefined,
): { readonly value: number | null; readonly enters: boolean; readonly stays: boolean } => {
  const value = values?.[score] ?? null;
  if (value === null || values!.days < minimumOrders) return { value, enters: false, stays: false };
  const beyond = (bound: number): boolean => (side === 'above' ? value > bound : value < bound);
  return { value, enters: beyond(enter), stays: beyond(leave) };
};

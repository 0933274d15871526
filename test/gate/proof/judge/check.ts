import type { Step } from '../play/plant.ts';
import type { Played, Sent } from '../play/played.ts';
import type { When } from '../history/timeline.ts';

/** A broken rule: what was sent, or why it was not, cannot be. */
export interface Violation {
  readonly check: string;
  readonly what: string;
}

/** A decision about one step, to be checked. */
export interface Decided {
  readonly step: Step;
  readonly when: When;
  readonly at: number;
  readonly dueAt: number;
  readonly expiresAt: number;
}

/** One condition of sending, as the test understands it. */
export interface Check {
  readonly name: string;
  /** Reasons that may only be given when this one did not hold. */
  readonly reasons: readonly string[];
  /** Whether it held, in each state that the decision may have seen; it was wrong to send where it held in none. */
  holds(decided: Decided, played: Played): readonly boolean[];
}

/** Something that can be seen in the whole record alone. */
export type RecordCheck = (played: Played) => readonly Violation[];

export const isMarketing = ({ step }: { readonly step: Step }): boolean => step.input.purpose === 'marketing';

export const hourMillis = 3_600_000;
export const dayMillis = 24 * hourMillis;

export const named = ({ step, at }: { readonly step: Step; readonly at: number }): string =>
  `${step.input.journey} ${step.input.step} to person ${step.who} at ${new Date(at).toISOString()}`;

export const grouped = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** What was sent to each person, oldest first. */
export const byPerson = ({ sent }: Played): readonly (readonly Sent[])[] => [
  ...grouped(
    sent.toSorted((a, b) => a.at - b.at),
    ({ step }) => step.who,
  ).values(),
];

import type { Rank } from '../journey.ts';
import type { Allowance, Window } from './allowance.ts';

/** Journeys of which one customer hears at most one in a window. */
export interface ExclusiveGroup {
  readonly id: string;
  /** Names of journeys. */
  readonly journeys: readonly string[];
  readonly per: Window;
}

/** What does not go together. */
export interface ExclusivityPolicy {
  readonly groups: readonly ExclusiveGroup[];
  /** On a civil day of the customer on which a message of the ranks `after` goes out or is due, `pauses` wait (R88, R179). */
  readonly newsletterPause: { readonly after: readonly Rank[]; readonly pauses: readonly Rank[] };
  /** How many runs of journeys may write marketing to one customer on a civil day; absent: any number (R185). */
  readonly journeysADay?: Allowance | undefined;
}

export const defaultExclusivity: ExclusivityPolicy = {
  groups: [],
  newsletterPause: { after: ['service', 'cart', 'post-purchase', 'replenishment'], pauses: ['newsletter'] },
  journeysADay: { normal: 1, event: 2, dday: 2 },
};

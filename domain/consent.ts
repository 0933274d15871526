import type { List } from './lists.ts';
import type { Millis } from './time/instant.ts';

/**
 * What shows that somebody agreed, or withdrew (GDPR, article 7(1)); when and where are the act's own columns. A
 * store may add what else it keeps.
 */
export interface ConsentProof {
  /** Who acted, when it was not the person alone: `customer service`. */
  readonly who?: string | undefined;
  /** The act: `box ticked`, `link in a message`. */
  readonly how?: string | undefined;
  /** The exact words that were agreed to. */
  readonly wording?: string | undefined;
  readonly version?: string | undefined;
  /** Address of the page with the form. */
  readonly formUrl?: string | undefined;
  readonly [more: string]: string | undefined;
}

/** An act as the gate compares it. */
export interface ConsentAct {
  readonly state: 'granted' | 'withdrawn';
  readonly at: Millis;
  /** Empty: the whole purpose. */
  readonly list: List;
  /** Whether the act, the words and their version are on record. */
  readonly proven: boolean;
}

/** Whether a proof says how, to which words and to which version of them. */
export const isProven = ({ how, wording, version }: ConsentProof): boolean =>
  [how, wording, version].every((part) => part !== undefined && part !== '');

/**
 * The act that decides about a message of a list (or of none), among the newest act of each list and of the whole
 * purpose. Who left a list comes back only by an act about that very list; who left the whole purpose comes back to
 * a list by joining it. Of two acts of one instant the withdrawal holds.
 */
export const decidingAct = (acts: readonly ConsentAct[], list: List | undefined): ConsentAct | undefined => {
  const whole = acts.find((act) => act.list === '');
  const own = list === undefined ? undefined : acts.find((act) => act.list === list);
  if (!own || own.state === 'withdrawn') return own ?? whole;
  return whole?.state === 'withdrawn' && whole.at >= own.at ? whole : own;
};

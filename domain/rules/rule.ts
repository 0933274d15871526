import type { LaterReason, WithheldReason } from '../reasons.ts';
import type { Millis } from '../time/instant.ts';
import type { RuleContext } from './context.ts';

/** What a rule says, with the values that it decided from, as they are stored and shown; never an address or a name. */
export type Verdict<Saw extends object = object> = { readonly saw: Saw } & (
  | { readonly says: 'pass' }
  | { readonly says: 'later'; readonly at: Millis; readonly reason: LaterReason }
  | { readonly says: 'withheld'; readonly reason: WithheldReason }
);

/** One condition of sending, pure over the loaded facts. */
export interface Rule<Saw extends object = object> {
  /** Stored with each verdict: never rename one. */
  readonly name: string;
  judge(context: RuleContext): Verdict<Saw>;
  /**
   * The verdict in a sentence for a marketer, from the stored values alone: no code, no id. Instants are given
   * through `show`, which knows the reader's zone.
   */
  sentence(verdict: Verdict<Saw>, show: Show): string;
}

/** How a sentence writes values for its reader. */
export interface Show {
  readonly instant: (instant: string) => string;
}

/** One of many rules, whatever it sees. */
// oxlint-disable-next-line typescript/no-explicit-any -- each rule is asked for a sentence about its own verdicts only
export type AnyRule = Rule<any>;

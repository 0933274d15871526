/** What is wrong with an event: where, and why. */
export interface Flaw {
  /** Path inside the event: `data.lines.0.quantity`. */
  readonly field: string;
  readonly problem: string;
}

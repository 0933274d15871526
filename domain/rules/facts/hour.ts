/** When the customer most probably looks, for a message that is to come then. */
export interface HourFacts {
  /** Absent: the step does not ask for it. Null: nothing is known of anybody. */
  readonly hour?: {
    /** In bins of two hours of the customer's own day. */
    readonly bin: number;
    /** `chance`: drawn, so that something is learnt besides what was chosen. */
    readonly by: 'customer' | 'shop' | 'chance';
  } | null;
}

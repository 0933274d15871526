import type { Millis } from '../../time/instant.ts';

/** What the customer asked customer service lately. */
export interface ServiceCasesFacts {
  /** Absent where the message is no marketing. */
  readonly cases?: readonly {
    readonly askedAt: Millis;
    /** Absent while it is open. */
    readonly answeredAt?: Millis;
  }[];
}

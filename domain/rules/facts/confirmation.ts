import type { Millis } from '../../time/instant.ts';

/** The sign-up that a message asks to confirm. */
export interface ConfirmationFacts {
  /** Null when none waits (any more); absent when the message is about none. */
  readonly confirmation?: {
    readonly expiresAt: Millis;
    /** True when the message would go to the very address that signed up. */
    readonly sameAddress: boolean;
  } | null;
}

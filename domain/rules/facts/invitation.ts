import type { Invitation } from '../../template-needs.ts';

/** What a message invites to. */
export interface InvitationFacts {
  /** Absent: it is no invitation. */
  readonly invitation?: {
    readonly to: Invitation;
    /** Whether the customer is a member of the loyalty programme, as far as the shop told. */
    readonly member: boolean;
  };
}

import type { AudienceFilter } from '../../policy/audiences.ts';
import type { Moment } from '../../season/campaign.ts';
import type { Millis } from '../../time/instant.ts';

/** The campaign that a message is about, as it stands. */
export interface CampaignFacts {
  /** Absent: it is about none; without a window the campaign has no such moment (any more). */
  readonly campaign?: {
    readonly moment: Moment;
    readonly window: { readonly from: Millis; readonly until: Millis } | null;
    /** Whom it is for, where that is not everybody. */
    readonly audience?: AudienceFilter;
  };
}

import type { Moment } from '../../domain/season/campaign.ts';
import type { AlertId, CampaignId, CartId, OrderId, ParcelId, ProductId, RunId } from '../../domain/ids.ts';
import type { ProposalsFrom } from '../../domain/template-needs.ts';
import type { Channel, Purpose } from '../../domain/journey.ts';

/** What the gate asks about. */
export interface FactsRequest {
  readonly run: RunId;
  /** Of the run. */
  readonly journey: string;
  /** The step that is decided about; absent where none is. */
  readonly step?: string;
  /** The instant of the decision, in the store's time. */
  readonly now: Date;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** By its name in the ledger, what would send it. */
  readonly provider?: string;
  /** The cart that the message is about, when it is about one. */
  readonly cart?: CartId;
  /** The offer that the step names, and the id that the ledger has or will have for it. */
  readonly offer?: { readonly asked: string; readonly message: string };
  /** The order and the parcel that it is about, and the products that it may propose. */
  readonly order?: OrderId;
  readonly parcel?: ParcelId;
  /** The alert that it tells of. */
  readonly alert?: AlertId;
  /** The campaign that it is about, and the moment of it. */
  readonly campaign?: { readonly id: CampaignId; readonly moment: Moment };
  readonly proposals?: { readonly from: ProposalsFrom; readonly product?: string; readonly interest?: string };
  /** True when it shows the account in the loyalty programme; `tiers`: and the way to the next tier. */
  readonly loyalty?: boolean;
  readonly tiers?: true;
  /** True when it asks what the customer has not told yet. */
  readonly question?: true;
  /** The product that was bought, of which the store's guide is shown. */
  readonly guideOf?: ProductId;
  /** The order of which it tells how it comes. */
  readonly handover?: OrderId;
  /** True when it is to come in the customer's best hours. */
  readonly bestHour?: true;
  /** True when it invites to the loyalty programme. */
  readonly membership?: true;
  /** True when it asks to confirm a sign-up. */
  readonly confirmation?: boolean;
}

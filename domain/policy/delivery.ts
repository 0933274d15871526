import type { Instant } from '../time/instant.ts';

/** A date that everybody buys for, and until when an order still comes in time. */
export interface CutOff {
  /** Orders after this come too late. */
  readonly lastOrder: Instant;
  /** The date itself: from then on there is nothing to be late for. */
  readonly date: Instant;
}

/** Until when parcels come in time (R86). */
export interface DeliveryPolicy {
  readonly cutOffs: readonly CutOff[];
}

export const defaultDelivery: DeliveryPolicy = { cutOffs: [] };

/** The cut-off that an instant is too late for; undefined: parcels still come in time. */
export const missedCutOff = ({ cutOffs }: DeliveryPolicy, at: number): CutOff | undefined =>
  cutOffs.find(({ lastOrder, date }) => Date.parse(lastOrder) <= at && at < Date.parse(date));

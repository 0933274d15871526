/** An event as the shop's platform posts it. */
export interface ShopEvent {
  readonly id: string;
  readonly type: string;
  /** In the store's time. */
  readonly occurredAt: string;
  readonly customer?: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event that the api answered with 2xx: the shop's own list, one of the three that the judge compares. */
export interface AcknowledgedEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly customer: Readonly<Record<string, string>>;
  readonly cartId?: string;
  readonly orderId?: string;
  /** `applied`, `ignored`, `quarantined`, `duplicate`: as the answer said. */
  readonly fate: string;
  /** The first try and the answer, in milliseconds of this machine's clock. */
  readonly postedAt: number;
  readonly answeredAt: number;
}

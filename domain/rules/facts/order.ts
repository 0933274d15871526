import type { OrderId } from '../../ids.ts';

/** The order that a message is about, and how it stands. */
export interface OrderFacts {
  /** Null when it does not exist (any more), absent when the message is about none. */
  readonly order?: {
    readonly id: OrderId;
    readonly state: 'placed' | 'cancelled' | 'shipped' | 'delivered' | 'returned';
    /** True: the shop told that it comes late, and it has not come yet. */
    readonly late: boolean;
    /** True: that is what the message tells. */
    readonly tellsDelay?: true;
  } | null;
}

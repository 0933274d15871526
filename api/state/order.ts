import type { OrderRow } from '../../db/shop/orders.ts';
import { isNewer } from './clock.ts';

export type OrderStatus = OrderRow['state'];

/** In the order of an order's life: of two tellings of one instant the later in life holds. */
const life: readonly OrderStatus[] = ['placed', 'shipped', 'delivered', 'returned', 'cancelled'];

/** An order after one more telling of its state: the newest holds, whatever the order in which they come. */
export const reduceStatus = (
  current: Pick<OrderRow, 'state' | 'updatedAt'> | undefined,
  told: { readonly state: OrderStatus; readonly at: Date },
): Pick<OrderRow, 'state' | 'updatedAt'> | undefined => {
  const newer = isNewer(
    { at: +told.at, value: life.indexOf(told.state) },
    current && { at: +current.updatedAt, value: life.indexOf(current.state) },
  );
  return newer ? { state: told.state, updatedAt: told.at } : undefined;
};

type Content = Pick<
  OrderRow,
  'customerId' | 'cartId' | 'lines' | 'total' | 'currency' | 'marketingNotice' | 'placedAt'
>;

/** An order is placed once: told again with other contents, its earliest telling holds. */
export const reduceContent = (current: Content | undefined, told: Content): Content => {
  if (!current) return told;
  const value = ({ cartId, lines, total, currency, marketingNotice }: Content) => ({
    cartId,
    lines,
    total,
    currency,
    marketingNotice,
  });
  return isNewer(
    { at: -current.placedAt.getTime(), value: value(current) },
    { at: -told.placedAt.getTime(), value: value(told) },
  )
    ? current
    : told;
};

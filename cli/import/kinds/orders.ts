import type { StoreRow } from '../../../db/shop/stores.ts';
import { customerColumnNames, customerColumns, customerOf } from '../cells/customer.ts';
import { requiredInstantOf } from '../cells/instant.ts';
import { currencyOf, moneyOf } from '../cells/money.ts';
import { wholeNumberOf } from '../cells/number.ts';
import type { FileEvent, Kind, Row, Rows } from '../kind.ts';
import { CellError } from '../problem.ts';

/** Columns that speak of the order, not of one of its lines: said in one of its rows, or the same in several. */
const whole = {
  ...customerColumns,
  cart_id: 'data.cartId',
  placed_at: 'occurredAt',
  total: 'data.total.amount',
  currency: 'data.total.currency',
  status: 'type',
  status_at: 'occurredAt',
  parcel_id: 'data.parcelId',
  notice_email: 'data.marketingNotice.email',
  notice_sms: 'data.marketingNotice.sms',
  notice_version: 'data.marketingNotice.version',
} as const;

/** What became of an order after it was placed. */
const statuses = {
  shipped: 'order.shipped',
  delivered: 'order.delivered',
  returned: 'order.returned',
  cancelled: 'order.cancelled',
} as const;

/** `orders.csv`: one row a line of an order; those of one order follow each other. */
export const orders: Kind = {
  columns: {
    order_id: 'data.orderId',
    ...whole,
    product_id: 'data.lines.*.productId',
    quantity: 'data.lines.*.quantity',
    unit_price: 'data.lines.*.unitPrice.amount',
  },
  required: ['order_id', 'placed_at', 'total'],
  someOf: customerColumnNames,
  groupBy: 'order_id',
  conflict: 'this order was told before with other contents; an order is placed once, so what was told first stays',
  toEvents: (rows, store) => {
    const order = wholeOf(rows);
    const placed: FileEvent = {
      type: 'order.placed',
      occurredAt: requiredInstantOf(order, 'placed_at', store.timezone),
      occurredIn: 'placed_at',
      customer: customerOf(order),
      data: {
        orderId: order.cells['order_id'],
        cartId: order.cells['cart_id'],
        lines: linesOf(rows, currencyOf(order, store)),
        total: moneyOf(order, 'total', currencyOf(order, store)),
        marketingNotice: noticeOf(order),
      },
      identity: [order.cells['order_id'] ?? ''],
    };
    const later = statusOf(order, store);
    return later ? [placed, later] : [placed];
  },
};

/** What the rows say of the order as a whole. */
const wholeOf = (rows: Rows): Row => {
  const { line, cells } = rows[0];
  const said: Record<string, string> = { order_id: cells['order_id'] ?? '' };
  for (const row of rows) {
    for (const column of Object.keys(whole)) {
      const value = row.cells[column];
      if (value === undefined) continue;
      said[column] ??= value;
      if (said[column] !== value) {
        throw new CellError(row.line, column, `is another one above in the same order, which begins in line ${line}`);
      }
    }
  }
  return { line, cells: said };
};

/** What the buyer was told when their address was collected; nothing unless the file says so. */
const noticeOf = ({ cells }: Row): object | undefined => {
  const { notice_email: email, notice_sms: sms, notice_version: version } = cells;
  return email === undefined && sms === undefined ? undefined : { email, sms, version };
};

const linesOf = (rows: Rows, currency: string): readonly object[] => {
  // An order whose contents nobody knows is still a purchase.
  if (rows.length === 1 && rows[0].cells['product_id'] === undefined) return [];
  return rows.map((row) => ({
    productId: row.cells['product_id'],
    quantity: wholeNumberOf(row, 'quantity') ?? 1,
    unitPrice: priceOf(row, currency),
  }));
};

const priceOf = (row: Row, currency: string): object => {
  const price = moneyOf(row, 'unit_price', currency);
  if (!price) throw new CellError(row.line, 'unit_price', 'is empty');
  return price;
};

const statusOf = (row: Row, { timezone }: Pick<StoreRow, 'timezone'>): FileEvent | undefined => {
  const { status = 'placed', order_id: orderId, parcel_id: parcelId } = row.cells;
  if (status === 'placed') return undefined;
  if (!(status in statuses)) {
    throw new CellError(row.line, 'status', `write placed, ${Object.keys(statuses).join(', ')} or nothing`);
  }
  const type = statuses[status as keyof typeof statuses];
  return {
    type,
    occurredAt: requiredInstantOf(row, 'status_at', timezone),
    occurredIn: 'status_at',
    customer: customerOf(row),
    data: { orderId, ...(type === 'order.shipped' ? { parcelId } : {}) },
    identity: [orderId ?? '', ...(type === 'order.shipped' ? [parcelId ?? ''] : [])],
  };
};

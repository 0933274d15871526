import { customerColumns, customerOf, instantOf, type Kind, moneyOf, numberOf, type Row } from './kind.ts';

/** `orders.csv`: one line a line of an order, those of an order one after the other. */
export const orders: Kind = {
  required: ['order_id', 'placed_at', 'total', 'currency'],
  optional: [...customerColumns, 'cart_id', 'product_id', 'quantity', 'unit_price'],
  groupBy: 'order_id',
  toEvent: (rows) => {
    const [first] = rows;
    return {
      type: 'order.placed',
      occurredAt: instantOf(first, 'placed_at'),
      customer: customerOf(first),
      data: {
        orderId: first.cells['order_id'],
        cartId: first.cells['cart_id'],
        lines: rows.flatMap(lineOf),
        total: moneyOf(first, 'total'),
      },
    };
  },
};

const lineOf = (row: Row): readonly object[] => {
  const productId = row.cells['product_id'];
  if (productId === undefined) return [];
  const unitPrice = moneyOf(row, 'unit_price');
  if (!unitPrice) throw new Error('unit_price is empty');
  return [{ productId, quantity: numberOf(row, 'quantity') ?? 1, unitPrice }];
};

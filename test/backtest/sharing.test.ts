import { expect, test } from 'vitest';
import { sharingOf } from '../../cli/backtest/playing/sharing.ts';
import { defaultPolicy, type Policy } from '../../domain/policy/policy.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { winBack } from '../../workflows/win-back.ts';

const hour = 3_600_000;

/** With three who left in the third hour. */
const sharing = (policy: Policy = defaultPolicy, told: { readonly stocks?: true; readonly leaves?: number } = {}) =>
  sharingOf(policy, [winBack.spec], {
    hasPhones: () => false,
    hasStocks: () => told.stocks ?? false,
    departures: (since, at) => (since < 3 * hour && at >= 3 * hour ? (told.leaves ?? 0) : 0),
  });

test('messages go one by one while so many left in the last day that others may be held back', () => {
  const { brake } = defaultPolicy.deliverability;
  expect(brake).toMatchObject({ fromAccepted: 200, fromEvents: 3, store: { unsubscribes: { slow: 1.5 } } });
  const [few, many] = [sharing(defaultPolicy, { leaves: 2 }), sharing(defaultPolicy, { leaves: 3 })];
  expect([2, 3, 27, 28].map((at) => few.isOrdered(at * hour, 10))).toEqual([false, false, false, false]);
  expect([2, 3, 27, 28].map((at) => many.isOrdered(at * hour, 10))).toEqual([false, true, true, false]);
});

test('messages go one by one on a day that may come to where its volume decides, whatever day was counted between', () => {
  const shared = sharing();
  for (let sent = 0; sent < 990; sent++) shared.noteSent(hour);
  shared.noteSent(30 * hour);
  const isCrowded = (at: number, more: number) => shared.isCrowded(at * hour, more);
  expect([isCrowded(2, 9), isCrowded(2, 10), isCrowded(31, 10)]).toEqual([false, true, false]);
  expect(shared.isOrdered(2 * hour, 10)).toBe(true);
});

const of = (template: string, props: object = {}) => ({ template, props }) as unknown as DeliverInput;

test('what sells is shown by proposals, and in the place of what is out of stock in a cart', () => {
  const cart = of('cart/reminder', { cartId: 'a' });
  expect(sharing().showsSales(of('welcome/best-sellers'))).toBe(true);
  expect(sharing().showsSales(of('welcome/brand'))).toBe(false);
  expect(sharing().showsSales(cart)).toBe(false);
  expect(sharing(defaultPolicy, { stocks: true }).showsSales(cart)).toBe(true);
});

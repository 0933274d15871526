import { notDue } from '../../../domain/rules/wanted/not-due.ts';
import { stillWanted } from '../../../domain/rules/wanted/still-wanted.ts';
import { touched } from '../../../domain/rules/wanted/touched.ts';
import { confirmation } from '../../../domain/rules/wanted/confirmation.ts';
import { newerCart } from '../../../domain/rules/wanted/newer-cart.ts';
import { tooOld } from '../../../domain/rules/wanted/too-old.ts';
import { alertStands } from '../../../domain/rules/wanted/alert-stands.ts';
import { delayStands } from '../../../domain/rules/wanted/delay-stands.ts';
import { orderStands } from '../../../domain/rules/wanted/order-stands.ts';
import { recentBuyer } from '../../../domain/rules/wanted/recent-buyer.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { cart, context, hour, now, step } from './context.ts';
import { ruleTable } from './table.ts';

const run = (changes: Partial<RuleContext['run']>): Partial<RuleContext> => ({ run: { ...context().run, ...changes } });
const idle = { normal: '1 hour', event: '15 minutes', dday: '10 minutes' } as const;
const event = [{ from: toInstant(now - hour), to: toInstant(now + hour), mode: 'event' as const }];

ruleTable(notDue, [
  ['due', {}, 'pass'],
  ['due within the tolerance', step({ dueAt: now + 1_000 }), 'pass'],
  ['due later', step({ dueAt: now + 60_000 }), 'early 1m'],
  ['due later, in compressed time', { ...step({ dueAt: now + 60_000 }), tolerance: 1_440_000 }, 'pass'],
]);

ruleTable(stillWanted, [
  ['an open cart', {}, 'pass'],
  ['bought', run({ exitEvent: 'order.placed' }), 'bought'],
  ['emptied, as the run knows', run({ exitEvent: 'cart.emptied' }), 'cart_emptied'],
  ['another exit', run({ exitEvent: 'ticket.opened' }), 'exited'],
  ['a cart was begun', run({ exitEvent: 'cart.updated' }), 'cart_begun'],
  ['it was put into a cart', run({ exitEvent: 'product.taken' }), 'cart_begun'],
  ['the wish was taken back', run({ exitEvent: 'wishlist.removed' }), 'not_interested'],
  ['exited and closed', run({ exitEvent: 'order.placed', state: 'closed' }), 'bought'],
  ['closed', run({ state: 'closed' }), 'run_over'],
  ['the cart was ordered', { cart: { ...cart('b'), state: 'ordered' } }, 'bought'],
  ['the cart was emptied', { cart: { ...cart('b'), state: 'emptied', lines: 0 } }, 'cart_emptied'],
  ['the cart has no line', { cart: { ...cart('b'), lines: 0 } }, 'nothing_to_show'],
  ['the cart is gone', { cart: null }, 'nothing_to_show'],
]);

ruleTable(touched, [
  ['no idle period to restart', run({ touchedAt: now }), 'pass'],
  ['idle long enough', step({ idle }), 'pass'],
  ['touched 20 minutes ago', { ...step({ idle }), ...run({ touchedAt: now - hour / 3 }) }, 'touched 40m'],
  ['the same in event mode', { ...step({ idle }), ...run({ touchedAt: now - hour / 3 }), calendar: event }, 'pass'],
  [
    '5 minutes ago in event mode',
    { ...step({ idle }), ...run({ touchedAt: now - hour / 12 }), calendar: event },
    'touched 10m',
  ],
  ['within the tolerance', { ...step({ idle }), ...run({ touchedAt: now - hour + 1_000 }) }, 'pass'],
]);

ruleTable(newerCart, [
  ['the only cart', {}, 'pass'],
  ['an older one', { openCarts: [cart('b'), cart('z', now - 2 * hour)] }, 'pass'],
  ['a newer one', { openCarts: [cart('b'), cart('a', now)] }, 'newer_cart'],
  ['one of the same instant, after it by id', { openCarts: [cart('b'), cart('c')] }, 'newer_cart'],
  ['one of the same instant, before it by id', { openCarts: [cart('b'), cart('a')] }, 'pass'],
  ['a message about the newer one', { cart: cart('a', now), openCarts: [cart('b'), cart('a', now)] }, 'pass'],
]);

ruleTable(tooOld, [
  ['in time', {}, 'pass'],
  ['at its last instant', step({ expiresAt: now }), 'pass'],
  ['too late', step({ expiresAt: now - 1 }), 'expired'],
]);

const bought = (hoursAgo: number, changes: Partial<RuleContext['buyer']> = {}): Partial<RuleContext> => ({
  buyer: {
    count: 1,
    total: 5_000,
    lastAt: now - hoursAgo * hour,
    value: 'standard',
    segments: ['first-time'],
    ...changes,
  },
});

ruleTable(recentBuyer, [
  ['never bought', {}, 'pass'],
  ['R186 bought an hour ago', bought(1), 'recent_buyer'],
  ['R32 bought three days ago', bought(72), 'pass'],
  ['R32 the pause ends while the message is of use', bought(71.5), 'recent_buyer 30m'],
  ['a message about the order', { ...bought(1), ...step({ rank: 'post-purchase' }) }, 'pass'],
  ['transactional', { ...bought(1), ...step({ purpose: 'transactional' }) }, 'pass'],
  [
    'R32 another pause for the segment',
    {
      ...bought(1),
      policy: {
        ...defaultPolicy,
        recentBuyers: { ...defaultPolicy.recentBuyers, bySegment: { 'first-time': '30 minutes' } },
      },
    },
    'pass',
  ],
]);

ruleTable(confirmation, [
  ['about no sign-up', {}, 'pass'],
  ['a sign-up that waits', { confirmation: { expiresAt: now + 1, sameAddress: true } }, 'pass'],
  ['too late', { confirmation: { expiresAt: now, sameAddress: true } }, 'confirmation_over'],
  ['another address since', { confirmation: { expiresAt: now + 1, sameAddress: false } }, 'confirmation_over'],
  ['confirmed, or none', { confirmation: null }, 'confirmation_over'],
]);

const ordered = (state: NonNullable<RuleContext['order']>['state'], late = false): Partial<RuleContext> => ({
  order: { id: 'order' as OrderId, state, late },
});

ruleTable(orderStands, [
  ['about no order', {}, 'pass'],
  ['an order that stands', ordered('placed'), 'pass'],
  ['R31 cancelled', ordered('cancelled'), 'order_over'],
  ['R31 returned', ordered('returned'), 'order_over'],
  ['R31 late', ordered('shipped', true), 'order_late'],
  [
    'late, which its own papers do not mind',
    { ...ordered('shipped', true), ...step({ purpose: 'transactional' }) },
    'pass',
  ],
  ['R87 told before its order', { order: null, ...run({ startedAt: now }) }, 'order_unknown 5m'],
  ['R87 not told of after an hour', { order: null, ...run({ startedAt: now - hour }) }, 'order_unknown 60m'],
  ['never told of', { order: null, ...run({ startedAt: now - 6 * hour }) }, 'order_over'],
]);

const tellsDelay = (state: NonNullable<RuleContext['order']>['state'], late: boolean): Partial<RuleContext> => ({
  order: { id: 'order' as OrderId, state, late, tellsDelay: true },
});

ruleTable(delayStands, [
  ['about no order', {}, 'pass'],
  ['an order in time, of which it tells something else', ordered('placed'), 'pass'],
  ['R87 late, and not there yet', tellsDelay('placed', true), 'pass'],
  ['R87 late, and on its way', tellsDelay('shipped', true), 'pass'],
  ['R87 late, and there since', tellsDelay('delivered', false), 'delay_over'],
  ['never told to be late', tellsDelay('placed', false), 'delay_over'],
  ['gone, which another rule says', { order: null }, 'pass'],
]);

const months = 60 * 24 * hour;
const alert = (
  kind: NonNullable<RuleContext['alert']>['kind'],
  product: Partial<NonNullable<RuleContext['alert']>['product']>,
  more: Partial<NonNullable<RuleContext['alert']>> = {},
): Partial<RuleContext> => ({
  alert: {
    kind,
    product: { price: 8_000, currency: 'EUR', stock: 12, ...product },
    seen: { seenPrice: 10_000, seenCurrency: 'EUR' },
    prior: { price: 10_000, knownMillis: months },
    ...more,
  },
});

ruleTable(alertStands, [
  ['a message about no alert', {}, 'pass'],
  ['an alert that does not exist any more', { alert: null }, 'alert_over'],
  ['back, and there', alert('back-in-stock', {}), 'pass'],
  ['back, and gone again', alert('back-in-stock', { stock: 0 }), 'out_of_stock'],
  ['few, and some', alert('low-stock', { stock: 3 }), 'pass'],
  ['few, and then none', alert('low-stock', { stock: 0 }), 'out_of_stock'],
  ['few, and then enough', alert('low-stock', { stock: 4 }), 'alert_over'],
  ['few, of which nobody knows how many', alert('low-stock', { stock: null }), 'alert_over'],
  ['cheaper', alert('price-drop', {}), 'pass'],
  ['cheaper, and dearer again', alert('price-drop', { price: 10_000 }), 'alert_over'],
  ['cheaper, and nearly as dear again', alert('price-drop', { price: 9_600 }), 'alert_over'],
  ['cheaper, and gone', alert('price-drop', { stock: 0 }), 'out_of_stock'],
  [
    'not cheaper than they saw',
    alert('price-drop', {}, { seen: { seenPrice: 8_000, seenCurrency: 'EUR' } }),
    'alert_over',
  ],
  ['of whom nobody knows what they saw', alert('price-drop', {}, { seen: null }), 'alert_over'],
  [
    'cheaper than last week alone',
    alert('price-drop', {}, { prior: { price: 8_000, knownMillis: months } }),
    'alert_over',
  ],
  [
    'cheaper than in the few days that are known',
    alert('price-drop', {}, { prior: { price: 10_000, knownMillis: hour } }),
    'alert_over',
  ],
]);

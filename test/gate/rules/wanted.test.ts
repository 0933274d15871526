import { notDue } from '../../../domain/rules/wanted/not-due.ts';
import { stillWanted } from '../../../domain/rules/wanted/still-wanted.ts';
import { touched } from '../../../domain/rules/wanted/touched.ts';
import { confirmation } from '../../../domain/rules/wanted/confirmation.ts';
import { newerCart } from '../../../domain/rules/wanted/newer-cart.ts';
import { tooOld } from '../../../domain/rules/wanted/too-old.ts';
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
  ['unknown', { order: null }, 'order_over'],
]);

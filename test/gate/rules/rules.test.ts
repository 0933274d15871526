import { expect, test } from 'vitest';
import { address } from '../../../domain/rules/address.ts';
import { consent } from '../../../domain/rules/consent.ts';
import { erased } from '../../../domain/rules/erased.ts';
import { rules } from '../../../domain/rules/index.ts';
import { firstRefusal, judge } from '../../../domain/rules/judge.ts';
import { newerCart } from '../../../domain/rules/newer-cart.ts';
import { notDue } from '../../../domain/rules/not-due.ts';
import { restored } from '../../../domain/rules/restored.ts';
import type { Rule, RuleContext } from '../../../domain/rules/rule.ts';
import { somethingToShow } from '../../../domain/rules/something-to-show.ts';
import { stillWanted } from '../../../domain/rules/still-wanted.ts';
import { suppression } from '../../../domain/rules/suppression.ts';
import { tooOld } from '../../../domain/rules/too-old.ts';
import { touched } from '../../../domain/rules/touched.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { cart, context, hour, now } from './context.ts';

type Row = [description: string, changes: Partial<RuleContext>, verdict: string];

/** A verdict in one word: `pass`, the reason, or `later` with the minutes from now. */
const said = (rule: Rule, changes: Partial<RuleContext>): string => {
  const verdict = rule.judge(context(changes));
  if (verdict.says === 'pass') return 'pass';
  return verdict.says === 'later' ? `${verdict.reason} ${(verdict.at - now) / 60_000}m` : verdict.reason;
};

const step = (changes: Partial<RuleContext['step']>): Partial<RuleContext> => ({
  step: { ...context().step, ...changes },
});
const run = (changes: Partial<RuleContext['run']>): Partial<RuleContext> => ({ run: { ...context().run, ...changes } });
const idle = { normal: '1 hour', event: '15 minutes', dday: '10 minutes' } as const;
const event = [{ from: toInstant(now - hour), to: toInstant(now + hour), mode: 'event' as const }];

const table: [Rule, Row[]][] = [
  [
    notDue,
    [
      ['due', {}, 'pass'],
      ['due within the tolerance', step({ dueAt: now + 1_000 }), 'pass'],
      ['due later', step({ dueAt: now + 60_000 }), 'early 1m'],
      ['due later, in compressed time', { ...step({ dueAt: now + 60_000 }), tolerance: 1_440_000 }, 'pass'],
    ],
  ],
  [
    stillWanted,
    [
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
    ],
  ],
  [
    touched,
    [
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
    ],
  ],
  [
    newerCart,
    [
      ['the only cart', {}, 'pass'],
      ['an older one', { openCarts: [cart('b'), cart('z', now - 2 * hour)] }, 'pass'],
      ['a newer one', { openCarts: [cart('b'), cart('a', now)] }, 'newer_cart'],
      ['one of the same instant, after it by id', { openCarts: [cart('b'), cart('c')] }, 'newer_cart'],
      ['one of the same instant, before it by id', { openCarts: [cart('b'), cart('a')] }, 'pass'],
      ['a message about the newer one', { cart: cart('a', now), openCarts: [cart('b'), cart('a', now)] }, 'pass'],
    ],
  ],
  [
    tooOld,
    [
      ['in time', {}, 'pass'],
      ['at its last instant', step({ expiresAt: now }), 'pass'],
      ['too late', step({ expiresAt: now - 1 }), 'expired'],
    ],
  ],
  [
    erased,
    [
      ['known', {}, 'pass'],
      ['erased', { customer: { erased: true } }, 'erased'],
    ],
  ],
  [
    consent,
    [
      ['granted', {}, 'pass'],
      ['withdrawn', { consent: { state: 'withdrawn', at: now } }, 'no_consent'],
      ['never asked', { consent: undefined as never }, 'no_consent'],
      ['not needed', { ...step({ purpose: 'transactional' }), consent: undefined as never }, 'pass'],
    ],
  ],
  [
    suppression,
    [
      ['nothing', {}, 'pass'],
      ...(
        [
          ['unsubscribed', 'suppressed', 'suppressed', 'pass'],
          ['bounced', 'suppressed', 'pass', 'suppressed'],
          ['bouncing', 'suppressed', 'pass', 'suppressed'],
          ['complained', 'suppressed', 'suppressed', 'suppressed'],
          ['stopped', 'suppressed', 'suppressed', 'suppressed'],
          ['manual', 'suppressed', 'suppressed', 'suppressed'],
          ['erased', 'suppressed', 'suppressed', 'pass'],
        ] as const
      ).flatMap(([reason, here, elsewhere, transactional]): Row[] => [
        [`${reason} here`, { suppressions: [{ reason, at: now, sameAddress: true }] }, here],
        [`${reason} at another address`, { suppressions: [{ reason, at: now, sameAddress: false }] }, elsewhere],
        [
          `${reason}, transactional`,
          { suppressions: [{ reason, at: now, sameAddress: true }], ...step({ purpose: 'transactional' }) },
          transactional,
        ],
      ]),
      [
        'erased, then a consent given anew',
        {
          suppressions: [{ reason: 'erased', at: now - 1, sameAddress: true }],
          consent: { state: 'granted', at: now },
        },
        'pass',
      ],
    ],
  ],
  [
    restored,
    [
      ['nothing unplaced', {}, 'pass'],
      ['something unplaced went an hour ago', { unplacedAt: now - hour }, 'restored'],
      ['something unplaced went a week ago', { unplacedAt: now - 168 * hour }, 'pass'],
    ],
  ],
  [
    address,
    [
      ['known', {}, 'pass'],
      ['unknown', { address: { known: false } }, 'no_address'],
    ],
  ],
  [
    somethingToShow,
    [
      ['two products', {}, 'pass'],
      ['no usable product', { cart: { ...cart('b'), usableLines: 0 } }, 'nothing_to_show'],
      ['no cart any more', { cart: null }, 'nothing_to_show'],
    ],
  ],
];

for (const [rule, rows] of table) {
  test.each(rows)(`${rule.name}: %s`, (_description, changes, verdict) => {
    expect(said(rule, changes)).toBe(verdict);
  });
}

test('every rule has a table and a name of its own', () => {
  expect(table.map(([rule]) => rule)).toEqual(rules);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test('a message about no cart is judged by the rules that concern it', () => {
  const { cart: _cart, ...about } = context();
  expect(firstRefusal(judge(about))).toBeUndefined();
});

test('the first refusal in the stated order is the reason, and every verdict is kept', () => {
  const judgement = judge(
    context({ ...run({ exitEvent: 'order.placed' }), ...step({ expiresAt: now - 1 }), address: { known: false } }),
  );
  expect(firstRefusal(judgement)).toMatchObject({ reason: 'bought' });
  expect(judgement.filter(({ verdict }) => verdict.says === 'withheld').map(({ rule }) => rule)).toEqual([
    'still-wanted',
    'too-old',
    'address',
  ]);
  expect(judgement.length).toBe(rules.length);
});

import { erased } from '../../../domain/rules/person/erased.ts';
import { suppression } from '../../../domain/rules/person/suppression.ts';
import { restored } from '../../../domain/rules/person/restored.ts';
import { address } from '../../../domain/rules/person/address.ts';
import { usualPurpose } from '../../../domain/suppression.ts';
import { type context, hour, now, step } from './context.ts';
import { ruleTable, type Row } from './table.ts';

type Entry = ReturnType<typeof context>['suppressions'][number];
const entry = (changes: Partial<Entry> & Pick<Entry, 'reason'>): Entry => ({
  at: now,
  sameAddress: true,
  purpose: usualPurpose(changes.reason),
  list: '',
  ...changes,
});

ruleTable(erased, [
  ['known', {}, 'pass'],
  ['erased', { customer: { erased: true } }, 'erased'],
]);

ruleTable(suppression, [
  ['nothing', {}, 'pass'],
  ...(
    [
      ['unsubscribed', 'suppressed', 'suppressed', 'pass'],
      ['bounced', 'suppressed', 'pass', 'suppressed'],
      ['bouncing', 'suppressed', 'pass', 'suppressed'],
      ['complained', 'suppressed', 'suppressed', 'pass'],
      ['stopped', 'suppressed', 'suppressed', 'suppressed'],
      ['manual', 'suppressed', 'suppressed', 'suppressed'],
      ['erased', 'suppressed', 'suppressed', 'pass'],
    ] as const
  ).flatMap(([reason, here, elsewhere, transactional]): Row[] => [
    [`${reason} here`, { suppressions: [entry({ reason })] }, here],
    [`${reason} at another address`, { suppressions: [entry({ reason, sameAddress: false })] }, elsewhere],
    [
      `${reason}, transactional`,
      { suppressions: [entry({ reason })], ...step({ purpose: 'transactional' }) },
      transactional,
    ],
  ]),
  ['manual, of marketing', { suppressions: [entry({ reason: 'manual', purpose: 'marketing' })] }, 'suppressed'],
  [
    'manual, of marketing; transactional',
    { suppressions: [entry({ reason: 'manual', purpose: 'marketing' })], ...step({ purpose: 'transactional' }) },
    'pass',
  ],
  [
    'the list of the message left',
    { suppressions: [entry({ reason: 'unsubscribed', list: 'reminders' })] },
    'suppressed',
  ],
  ['another list left', { suppressions: [entry({ reason: 'unsubscribed', list: 'newsletter' })] }, 'pass'],
  [
    'another list left, then all',
    { suppressions: [entry({ reason: 'unsubscribed', list: 'newsletter' }), entry({ reason: 'unsubscribed' })] },
    'suppressed',
  ],
  [
    'erased, then a consent given anew',
    {
      suppressions: [entry({ reason: 'erased', at: now - 1 })],
      consents: [{ state: 'granted', at: now, list: '', proven: false }],
    },
    'pass',
  ],
  [
    'erased after the consent',
    {
      suppressions: [entry({ reason: 'erased', at: now })],
      consents: [{ state: 'granted', at: now, list: '', proven: false }],
    },
    'suppressed',
  ],
]);

ruleTable(restored, [
  ['nothing unplaced', {}, 'pass'],
  ['something unplaced went an hour ago', { unplacedAt: now - hour }, 'restored'],
  ['something unplaced went a week ago', { unplacedAt: now - 168 * hour }, 'pass'],
]);

ruleTable(address, [
  ['known', {}, 'pass'],
  ['unknown', { address: { known: false } }, 'no_address'],
]);

import { erased } from '../../../domain/rules/person/erased.ts';
import { consent } from '../../../domain/rules/person/consent.ts';
import { suppression } from '../../../domain/rules/person/suppression.ts';
import { restored } from '../../../domain/rules/person/restored.ts';
import { address } from '../../../domain/rules/person/address.ts';
import { hour, now, step } from './context.ts';
import { ruleTable, type Row } from './table.ts';

ruleTable(erased, [
  ['known', {}, 'pass'],
  ['erased', { customer: { erased: true } }, 'erased'],
]);

ruleTable(consent, [
  ['granted', {}, 'pass'],
  ['withdrawn', { consent: { state: 'withdrawn', at: now } }, 'no_consent'],
  ['never asked', { consent: undefined as never }, 'no_consent'],
  ['not needed', { ...step({ purpose: 'transactional' }), consent: undefined as never }, 'pass'],
]);

ruleTable(suppression, [
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

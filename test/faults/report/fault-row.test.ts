import { expect, test } from 'vitest';
import { faultRow, holds, mergeRows } from './fault-row.ts';
import { renderTable } from './table.ts';
import { noFault, rowsOfTurns, type Turn } from './turns.ts';

const verdict = { lost: [], duplicates: [], afterPurchase: [], failures: [], unknown: [] };
const event = (id: string, answeredAt: number) => ({
  id,
  type: 'product.viewed',
  occurredAt: '2026-11-25T12:00:00.000Z',
  customer: {},
  fate: 'ignored',
  postedAt: answeredAt - 5,
  answeredAt,
});

test('what happens counts for the fault whose turn it is', () => {
  const turns: Turn[] = [
    { fault: 'a', from: 100, to: 150, row: { injections: 1, recoverySeconds: [0.1] } },
    { fault: noFault, from: 150, to: 150, row: {} },
    { fault: 'b', from: 200, to: 250, row: { injections: 2 } },
  ];
  const rows = mergeRows(
    rowsOfTurns(turns, {
      acknowledged: [event('1', 50), event('2', 120), event('3', 170), event('4', 220)],
      posts: [
        { postedAt: 40, answeredAt: 50 },
        { postedAt: 90, answeredAt: 120 },
        { postedAt: 160, answeredAt: 170 },
      ],
      acceptances: [],
      verdict: {
        ...verdict,
        lost: [{ at: 120, what: 'gone' }],
        unknown: [{ at: 230, what: 'parked' }],
        afterPurchase: [{ at: 240, what: 'late' }],
      },
    }),
  );
  expect(rows).toMatchObject([
    { fault: noFault, acknowledged: 2, lost: 0, ackMillis: [10, 10] },
    { fault: 'a', injections: 1, acknowledged: 1, lost: 1, ackMillis: [30], failures: ['gone'] },
    { fault: 'b', injections: 2, acknowledged: 1, unknownParked: 1, afterPurchase: 1 },
  ]);
  expect(rows.map(holds)).toEqual([true, false, false]);
});

test('a promise broken in words alone is broken too', () => {
  expect(holds(faultRow({ fault: 'a', unknownParked: 9 }))).toBe(true);
  expect(holds(faultRow({ fault: 'a', failures: ['a process died'] }))).toBe(false);
});

test('the table adds parts up, and says what was broken', () => {
  const table = renderTable([
    faultRow({ fault: 'a', injections: 1, recoverySeconds: [1, 3], ackMillis: [5], notes: ['n'] }),
    faultRow({ fault: 'a', injections: 2, recoverySeconds: [2], failures: ['x'], notes: ['n'] }),
  ]);
  const [, , a, all, ...rest] = table.split('\n');
  expect(a!.replaceAll(/ +/g, ' ')).toBe('| a | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 2.0 / 3.0 | 5 |');
  expect(all!.replaceAll(/ +/g, ' ')).toBe('| all | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 2.0 / 3.0 | 5 |');
  expect(rest).toEqual(['', 'BROKEN  a: x', 'note    a: n']);
});

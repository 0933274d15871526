import { expect, test } from 'vitest';
import { reportOf } from '../../cli/backtest/report/report.tsx';
import type { Figures } from '../../cli/backtest/results/figures.ts';
import { summaryOf } from '../../cli/backtest/results/summary.ts';

const figures: Figures = {
  events: 1_234,
  fates: { applied: 1_000, 'ignored (no_journey)': 234 },
  first: '2024-01-07T10:00:00.000Z',
  last: '2024-01-20T10:00:00.000Z',
  end: '2024-02-19T10:00:00.000Z',
  customers: 40,
  reached: 12,
  sentAfterLast: 3,
  steps: [
    { journey: 'cartAbandonment', outcome: 'sent', reason: '', count: 20 },
    { journey: 'cartAbandonment', outcome: 'withheld', reason: 'capped', count: 5 },
    { journey: 'welcome', outcome: 'withheld', reason: 'bought', count: 2 },
  ],
  runs: [{ journey: 'cartAbandonment', outcome: 'stopped by order.placed', count: 4 }],
  perDay: [
    { day: '2024-01-08', journey: 'cartAbandonment', count: 12 },
    { day: '2024-01-10', journey: 'cartAbandonment', count: 8 },
  ],
  pressure: [
    { messages: 0, customers: 28 },
    { messages: 2, customers: 12 },
  ],
  fullestWeek: [{ messages: 2, customers: 12 }],
  stopped: [
    { journey: 'cartAbandonment', after: 0, count: 3 },
    { journey: 'cartAbandonment', after: 2, count: 1 },
  ],
};

const stranger = {
  customer: '<script>alert(1)</script>',
  bits: 12.5,
  figures: { sent: 9, week: 4, withheld: 3, runs: 5, journeys: 1, stopped: 0, waited: 11 },
  because: [{ measure: 'sent', share: 0.025 } as const],
};

const report = () =>
  reportOf({ input: 'events.csv', about: 'Journeys: cartAbandonment.', figures, strangest: [stranger] });

test('the report has a chart for each question, for a desk and for a phone, says what it counts, and loads nothing', () => {
  const html = report();
  expect(html.match(/<figure /gu)).toHaveLength(4);
  expect(html.match(/<svg /gu)).toHaveLength(8);
  for (const title of [
    'Messages per day',
    'Why messages were withheld',
    'Pressure per customer',
    'Purchases that stopped',
  ]) {
    expect(html).toContain(title);
  }
  expect(html).toContain('the customer got as many messages as the caps allow');
  expect(html).toContain('9 messages sent (as much or more: 1 customer)');
  expect(html).not.toMatch(/<script|<link|src=|url\(/u);
});

test('names of the input cannot break out of the page', () => {
  expect(report()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('a day without a message has its place in the chart', () => {
  expect(report()).toContain('2024-01-09');
});

test('an empty past makes a report without charts', () => {
  const empty = { ...figures, steps: [], perDay: [], stopped: [], pressure: [], fullestWeek: [], runs: [] };
  const html = reportOf({ input: 'none.csv', about: '', figures: empty, strangest: [] });
  expect(html).not.toContain('<svg');
});

test('the summary says so where nobody is strange, or nothing of somebody alone is rare', () => {
  expect(summaryOf(figures, []).at(-1)).toBe('No customer is stranger than the others.');
  expect(summaryOf(figures, [{ ...stranger, because: [] }]).at(-1)).toMatch(/bits: nothing of theirs alone is rare$/u);
});

test('the summary names every end of a step in words and by its code', () => {
  const lines = summaryOf(figures, [stranger]).join('\n');
  expect(lines).toContain('5 steps withheld: the customer got as many messages as the caps allow (capped)');
  expect(lines).toContain('3 of them after the last event (15.0 %)');
});

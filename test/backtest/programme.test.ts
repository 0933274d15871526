import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Evidence, findViolations } from '../../bench/programme/judge.ts';
import { readEvidence } from '../../bench/programme/read-evidence.ts';
import { backtest } from '../../cli/backtest/backtest.ts';
import { linesOf } from '../../cli/backtest/input/read-bodies.ts';
import { clickstream } from '../../cli/backtest/mappings/clickstream.ts';
import { programmeOf } from '../../cli/backtest/programme.ts';
import { openServer } from '../../cli/backtest/world/database.ts';
import { writeSlice } from './slice.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-programme-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** All journeys over five days of the clickstream and the month after them. */
let evidence: Evidence;
beforeAll(async () => {
  const file = writeSlice(join(folder, 'days.csv'), '2024-05-13', '2024-05-18');
  const programme = await programmeOf({ store: 'shop', journeys: ['all'] }, clickstream);
  const { shop, specs } = programme;
  const server = await openServer(inject('postgresUrl'), {});
  const connection = await server.open();
  try {
    await backtest(connection, programme, { read: linesOf(file, clickstream), mapping: clickstream });
    evidence = await readEvidence(connection.sql, file, { specs, timezone: shop.timezone });
  } finally {
    await connection.close();
    await server.stop();
  }
}, 120_000);

test('R53 R107 R180 R185 the whole programme on days of a real past: caps hold, nobody is in two onboardings, nothing follows a purchase', () => {
  const { decisions, runs, purchases } = evidence;
  expect(findViolations(evidence)).toEqual([]);
  // There was something to judge: many journeys, purchases that ended some, caps that were met.
  expect(new Set(runs.map(({ journey }) => journey)).size).toBeGreaterThan(8);
  expect(purchases.length).toBeGreaterThan(5);
  expect(decisions.filter(({ outcome }) => outcome === 'sent').length).toBeGreaterThan(100);
  expect(decisions.some(({ reason }) => reason === 'capped')).toBe(true);
});

const sentLine = (decided_at: string, change = {}) => ({
  ...evidence.decisions[0]!,
  customer: 'somebody',
  journey: 'cartAbandonment',
  template: 'cart/reminder',
  channel: 'email',
  run: 'run-1',
  step: 'cart/reminder#1',
  outcome: 'sent' as const,
  decided_at,
  ...change,
});
const run = (change = {}) => ({
  id: 'run-1',
  journey: 'cartAbandonment',
  customer: 'somebody',
  startedAt: Date.parse('2024-05-13T08:00:00Z'),
  ...change,
});
const step = (step: string, run = 'run-1') => ({ step, run });

const found = (change: Partial<Evidence>) =>
  new Set(
    findViolations({ ...evidence, decisions: [], runs: [run()], purchases: [], ...change }).map(({ rule }) => rule),
  );

describe('what is against a rule is found', () => {
  test('a message after a purchase, one at night, and a step that was decided twice', () => {
    const line = sentLine('2024-05-13T10:00:00.000Z');
    expect(found({ decisions: [line] })).toEqual(new Set());
    const bought = [{ customer: 'somebody', at: Date.parse('2024-05-13T10:00:00Z') }];
    expect(found({ decisions: [line], purchases: bought })).toEqual(new Set(['afterPurchase']));
    expect(found({ decisions: [sentLine('2024-05-13T21:30:00.000Z')] })).toEqual(new Set(['hours']));
    expect(found({ decisions: [line, sentLine('2024-05-14T10:00:00.000Z')] })).toEqual(new Set(['onceAStep']));
  });

  test('too much on a day, from two journeys, and in a week', () => {
    const days = ['13', '14', '15', '16', '17'];
    const line = (dayOfMonth: string, index: number) =>
      sentLine(`2024-05-${dayOfMonth}T10:00:00.000Z`, step(`s#${index}`));
    expect(found({ decisions: days.slice(0, 4).map(line) })).toEqual(new Set());
    expect(found({ decisions: days.map(line) })).toEqual(new Set(['aWeek']));
    const twice = [line('13', 1), sentLine('2024-05-13T12:00:00.000Z', step('s#2'))];
    expect(found({ decisions: twice })).toEqual(new Set(['aDay']));
    const other = [line('13', 1), sentLine('2024-05-13T12:00:00.000Z', step('s#1', 'run-2'))];
    expect(found({ decisions: other, runs: [run(), run({ id: 'run-2' })] })).toEqual(new Set(['aDay', 'oneStory']));
  });

  test('two onboardings at a time, but not one that ends as the other begins', () => {
    const at = Date.parse('2024-05-13T08:00:00Z');
    const welcome = run({ id: 'w', journey: 'welcome' });
    const account = (closedAt?: number) => run({ id: 'a', journey: 'accountActivation', closedAt });
    expect(found({ runs: [welcome, account(at)] })).toEqual(new Set());
    expect(found({ runs: [welcome, account(at + 1)] })).toEqual(new Set(['onboarding']));
    expect(found({ runs: [welcome, account()] })).toEqual(new Set(['onboarding']));
  });
});

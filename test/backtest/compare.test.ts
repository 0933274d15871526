import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, expect, inject, test, vi } from 'vitest';
import { compare } from '../../cli/backtest/compare/compare.ts';
import { linesOf } from '../../cli/backtest/input/read-bodies.ts';
import { clickstream } from '../../cli/backtest/mappings/clickstream.ts';
import { defaultCaps } from '../../domain/policy/caps.ts';
import { writeSlice } from './slice.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-compare-'));
vi.setConfig({ testTimeout: 90_000 });
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};

const slice = writeSlice(join(folder, 'week.csv'), '2024-04-01', '2024-04-08');

/** Compares on a week of the clickstream; what was printed, and what was written. */
const comparing = async (a: string, b: string) => {
  const out = join(folder, 'differences.csv');
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(...line.split('\n')));
  const past = { read: linesOf(slice, clickstream), mapping: clickstream };
  const options = { store: 'shop', journeys: ['cartAbandonment'], database: inject('postgresUrl'), out };
  await compare(slice, past, options, [a, b]);
  const rows: Record<string, string>[] = parse(readFileSync(out), { columns: true });
  return { said, rows };
};

test('two policies on a week of a real past: who would get less is named, with what and why', async () => {
  const caps = defaultCaps.caps.map((cap) => (cap.id === 'email-week' ? { ...cap, atMost: { normal: 1 } } : cap));
  const stricter = file('stricter.json', { caps: { ...defaultCaps, caps } });
  const { said, rows } = await comparing('now', stricter);
  expect(said[0]).toMatch(/^A is now: \d+ messages to \d+ customers, \d+ steps withheld$/u);
  expect(rows.length).toBeGreaterThan(4);
  // Less, and by the cap alone; nobody's first message is among it.
  expect(new Set(rows.map(({ a, b, b_reason }) => `${a} ${b} ${b_reason}`))).toEqual(new Set(['sent withheld capped']));
  expect(rows.every(({ step }) => step !== 'cart/reminder#1')).toBe(true);
  const people = new Set(rows.map(({ customer }) => customer));
  expect(said).toContain(`${rows.length} steps of ${people.size} customers differ:`);
  expect(said.join('\n')).toMatch(
    /\n(user_\d+)\n {2}2024-04-\d\d \d\d:\d\d cartAbandonment sess_\d+ cart\/\w+#1: sent → withheld \(capped\)/u,
  );
});

test('two versions of a journey on the same past: what is said later, and what is not said any more', async () => {
  const calmer = fileURLToPath(new URL('fixtures/calmer-journeys/index.ts', import.meta.url));
  const { rows } = await comparing('now', calmer);
  const kinds = (step: string) => new Set(rows.filter((row) => row['step'] === step).map(({ a, b }) => `${a} → ${b}`));
  expect(kinds('cart/reminder#1')).toEqual(new Set());
  expect(kinds('cart/offer#1')).toContain('sent → ');
  const later = rows.filter(({ step, a, b }) => step === 'cart/reassurance#1' && a === 'sent' && b === 'sent');
  expect(later.length).toBeGreaterThan(5);
  for (const { a_decided_at: before = '', b_decided_at: after = '' } of later)
    expect(Date.parse(after) - Date.parse(before)).toBeGreaterThan(20 * 3_600_000);
});

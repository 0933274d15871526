import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { savedInstant, startDemoClock } from '../../../dev/clock/demo-clock.ts';
import { storeTime } from '../../../domain/time/clock.ts';
import { toInstant, toMillis } from '../../../domain/time/instant.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-clock-'));
const file = join(folder, 'clock.json');
const first = '2024-02-05T17:45:00.000Z';
const start = toMillis('2026-11-22T09:00:00.000Z');
const now = { now: () => Date.now() };

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  rmSync(file, { force: true });
});
afterEach(() => void vi.useRealTimers());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (rate = 1440) => startDemoClock({ file, rate, first, bootMillis: 0, now });

test('the first start shows the first instant, and a minute later a day more', () => {
  const { clock } = open();
  expect(toInstant(storeTime(Date.now(), clock))).toBe(first);
  vi.advanceTimersByTime(60_000);
  expect(toInstant(storeTime(Date.now(), clock))).toBe('2024-02-06T17:45:00.000Z');
});

test('time stands still while the stack is stopped, also when the next start has another speed', () => {
  const one = open();
  vi.advanceTimersByTime(30_000);
  one.stop();
  vi.advanceTimersByTime(3_600_000);
  const { clock } = open(86_400);
  expect(clock.demo).toBe('2024-02-06T05:45:00.000Z');
  vi.advanceTimersByTime(1000);
  expect(toInstant(storeTime(Date.now(), clock))).toBe('2024-02-07T05:45:00.000Z');
});

test('after a crash time is a little ahead, and never goes back', () => {
  const { clock } = open();
  for (let elapsed = 0; elapsed < 10_000; elapsed += 333) {
    vi.advanceTimersByTime(333);
    const saved = toMillis(savedInstant(file)!);
    const shown = storeTime(Date.now(), clock);
    expect(saved).toBeGreaterThanOrEqual(shown);
    expect(saved - shown).toBeLessThanOrEqual(1000 * 1440);
  }
});

test('the very first start shows the first instant when all is ready, a later one goes on at once', () => {
  const { clock, stop } = startDemoClock({ file, rate: 1440, first, bootMillis: 4000, now });
  vi.advanceTimersByTime(4000);
  expect(toInstant(storeTime(Date.now(), clock))).toBe(first);
  stop();
  const later = startDemoClock({ file, rate: 1440, first, bootMillis: 4000, now });
  expect(toInstant(storeTime(Date.now(), later.clock))).toBe(first);
});

test('a file that cannot be read counts as none', () => {
  expect(savedInstant(file)).toBeUndefined();
  writeFileSync(file, '{"demo": "soon"}');
  expect(savedInstant(file)).toBeUndefined();
  expect(open().clock.demo).toBe(first);
});

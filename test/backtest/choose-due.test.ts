import { expect, test } from 'vitest';
import { openAgenda } from '../../cli/backtest/playing/agenda.ts';
import { chooseDue, type Item } from '../../cli/backtest/playing/choose-due.ts';
import type { PlayedRun } from '../../cli/backtest/playing/played-run.ts';
import type { DeliverInput } from '../../domain/delivery.ts';

const hour = 3_600_000;

interface Due {
  /** `anna 2`: the second run of anna. */
  readonly run: string;
  /** In hours. */
  readonly at: number;
  /** It has to ask the gate for something that customers share. */
  readonly asks?: true;
}

/** What is chosen of what is due, in its order, and what is left. */
const choosing = (
  due: readonly (Due | 'alerts at 2' | 'sales at 2')[],
  {
    most = 10,
    before = 100,
    horizons = {},
    ordered = false,
  }: {
    most?: number;
    before?: number;
    horizons?: Record<string, number>;
    /** From the second day on. */
    ordered?: boolean;
  } = {},
) => {
  const agenda = openAgenda<Item>();
  for (const one of due) {
    if (typeof one === 'string') {
      const item = one === 'alerts at 2' ? 'alerts' : 'sales';
      agenda.add({ at: 2 * hour, order: 2, key: item, item });
    } else {
      const asked = one.asks ? [{} as DeliverInput] : [];
      const run = { id: one.run, next: () => one.at * hour, asks: () => asked } as unknown as PlayedRun;
      agenda.add({ at: one.at * hour, order: 1, key: one.run, item: { run } });
    }
  }
  const chosen = chooseDue(agenda, {
    most,
    before: before * hour,
    until: 1_000 * hour,
    customerOf: (run) => run.id.split(' ')[0],
    groupOf: (customer) => customer,
    isOrdered: (at) => ordered && at >= 24 * hour,
    mayAsk: () => false,
    horizonOf: (customer) => (horizons[customer] ?? 1_000) * hour,
  });
  let left = 0;
  while (agenda.take()) left += 1;
  return { chosen: chosen.map(({ key }) => key), left };
};

test('of each customer the first happens, beside what is first of all', () => {
  const due = [
    { run: 'anna 1', at: 1 },
    { run: 'anna 2', at: 2 },
    { run: 'ben 1', at: 3 },
  ];
  expect(choosing(due)).toEqual({ chosen: ['anna 1', 'ben 1'], left: 1 });
  expect(choosing(due, { most: 1 })).toEqual({ chosen: ['anna 1'], left: 2 });
});

test('who is told something else before waits for it', () => {
  const due = [
    { run: 'anna 1', at: 1 },
    { run: 'ben 1', at: 3 },
    { run: 'cleo 1', at: 4 },
  ];
  expect(choosing(due, { horizons: { ben: 3 } }).chosen).toEqual(['anna 1', 'cleo 1']);
  // An event comes before anything that is due at its instant.
  expect(choosing(due, { before: 1 })).toEqual({ chosen: [], left: 3 });
});

test('what customers share is asked for by the first of all alone', () => {
  const shared = { run: 'ben 1', at: 2, asks: true } as const;
  const other = { run: 'ben 2', at: 3 };
  expect(choosing([{ run: 'anna 1', at: 1 }, shared, other]).chosen).toEqual(['anna 1']);
  expect(choosing([shared, { run: 'cleo 1', at: 4 }]).chosen).toEqual(['ben 1', 'cleo 1']);
});

test('alerts are for anybody: they happen alone, and nothing of later before them', () => {
  const later = { run: 'ben 1', at: 3 };
  expect(choosing([{ run: 'anna 1', at: 1 }, 'alerts at 2', later])).toEqual({ chosen: ['anna 1'], left: 2 });
  expect(choosing(['alerts at 2', later])).toEqual({ chosen: ['alerts'], left: 1 });
  expect(choosing(['alerts at 2', later], { before: 2 })).toEqual({ chosen: [], left: 2 });
});

test('what sells is counted beside others, also after what is due later and shows nothing of it', () => {
  const later = { run: 'ben 1', at: 3 };
  const shows = { run: 'cleo 1', at: 4, asks: true } as const;
  expect(choosing([{ run: 'anna 1', at: 1 }, 'sales at 2', later, shows])).toEqual({
    chosen: ['anna 1', 'ben 1'],
    left: 2,
  });
  expect(choosing(['sales at 2', later, shows])).toEqual({ chosen: ['sales', 'ben 1'], left: 1 });
  expect(choosing(['sales at 2', later], { before: 2 })).toEqual({ chosen: [], left: 2 });
});

test('days overlap while nothing goes by them; where the order of all decides, one happens after the other', () => {
  const due = [
    { run: 'anna 1', at: 23 },
    { run: 'ben 1', at: 24 },
    { run: 'cleo 1', at: 25 },
  ];
  expect(choosing(due).chosen).toEqual(['anna 1', 'ben 1', 'cleo 1']);
  expect(choosing(due, { ordered: true }).chosen).toEqual(['anna 1']);
  expect(choosing(due.slice(1), { ordered: true }).chosen).toEqual(['ben 1']);
});

test('an appointment that was moved is forgotten', () => {
  const agenda = openAgenda<Item>();
  const run = { id: 'anna 1', next: () => 5 * hour, asks: () => [] } as unknown as PlayedRun;
  agenda.add({ at: hour, order: 1, key: 'old', item: { run } });
  agenda.add({ at: 5 * hour, order: 1, key: 'new', item: { run } });
  const options = { most: 9, before: 99 * hour, until: 99 * hour, customerOf: () => 'anna', groupOf: () => 'anna' };
  const nothing = { isOrdered: () => false, mayAsk: () => false, horizonOf: () => 99 * hour };
  expect(chooseDue(agenda, { ...options, ...nothing }).map(({ key }) => key)).toEqual(['new']);
});

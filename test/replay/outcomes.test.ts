import { readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect, test } from 'vitest';
import { billedActions } from '../../bench/actions-count.ts';
import { decode } from '../../cli/simulator/sandbox.ts';
import { scenariosOf } from './scenarios.ts';

// What a real server did, read from the recorded histories.

const recorded = (name: string, journey = 'cartAbandonment') => {
  const file = new URL(`../histories/${journey}.${name}.json`, import.meta.url);
  return historyFromJSON(JSON.parse(readFileSync(file, 'utf8')));
};

const millisOf = ({ eventTime }: { eventTime?: { seconds?: unknown; nanos?: number | null } | null }): number =>
  Number(eventTime?.seconds) * 1000 + (eventTime?.nanos ?? 0) / 1e6;

const lives = Object.entries(scenariosOf).flatMap(([journey, all]) => all.map((one) => ({ journey, ...one })));

test.for(lives)('$title: ends as it should, for at most $budget billed actions', ({ journey, name, ends, budget }) => {
  const history = recorded(name, journey);
  const { workflowExecutionCompletedEventAttributes: completed } = history.events!.at(-1)!;
  expect(completed ? decode(completed.result?.payloads?.[0]) : 'cancelled').toEqual(ends);
  expect(billedActions(history)).toBeGreaterThan(1);
  expect(billedActions(history)).toBeLessThanOrEqual(budget);
});

test.for(['bought-in-first-wait', 'bought-in-backoff', 'bought-after-first'])('%s ends within a second', (name) => {
  const events = recorded(name).events!;
  const exit = events.find((event) => event.workflowExecutionSignaledEventAttributes)!;
  expect(millisOf(events.at(-1)!) - millisOf(exit)).toBeLessThan(1000);
});

test('a send in progress is let finish: the run ends after it', () => {
  const events = recorded('bought-during-send').events!;
  const order = (attributes: keyof (typeof events)[number]) => events.findIndex((event) => event[attributes]);
  expect(order('activityTaskCancelRequestedEventAttributes')).toBeGreaterThan(0);
  expect(order('activityTaskCompletedEventAttributes')).toBeGreaterThan(
    order('activityTaskCancelRequestedEventAttributes'),
  );
});

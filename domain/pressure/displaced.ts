import type { Millis } from '../time/instant.ts';
import type { Counted, Limit } from './limit.ts';
import { fillsAt, type Got, isFull } from './room.ts';

/**
 * Of the messages that are `expected`, the first that finds no place when `message` goes at `at`, and would have found
 * one without it; undefined when none has to give way.
 */
export const displaced = <Expected extends Counted>(
  limits: readonly Limit[],
  message: Counted,
  at: Millis,
  expected: readonly Expected[],
  got: Got,
): Expected | undefined => {
  const inOrder = expected.toSorted((a, b) => a.at - b.at);
  const without = new Set(placed(limits, inOrder, at, got));
  const beside = new Set(placed(limits, inOrder, at, { ...got, sent: [...got.sent, { ...message, at }] }));
  return inOrder.find((one) => without.has(one) && !beside.has(one));
};

/** Which of the expected messages find a place, each at its instant, or now when that is over, one after the other. */
const placed = <Expected extends Counted>(
  limits: readonly Limit[],
  expected: readonly Expected[],
  now: Millis,
  got: Got,
): readonly Expected[] => {
  const going: Expected[] = [];
  const taken: Counted[] = [];
  for (const one of expected) {
    const at = Math.max(one.at, now);
    if (fillsAt(limits, one, at, { ...got, sent: [...got.sent, ...taken] }).some(isFull)) continue;
    going.push(one);
    taken.push({ ...one, at });
  }
  return going;
};

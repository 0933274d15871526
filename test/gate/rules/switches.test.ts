import { expect, test } from 'vitest';
import { judge } from '../../../domain/rules/judge.ts';
import { paused } from '../../../domain/rules/switches/paused.ts';
import { sendingMode } from '../../../domain/rules/switches/sending-mode.ts';
import { shadow } from '../../../domain/rules/switches/shadow.ts';
import { fractionOf } from '../../../domain/split.ts';
import { lookEveryMillis, nextLook } from '../../../domain/switches/look-again.ts';
import { everything, type Pause } from '../../../domain/switches/pause.ts';
import { sendingModes, stricter } from '../../../domain/switches/sending-mode.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { context, hour, now, step } from './context.ts';
import { ruleTable } from './table.ts';

const minute = 60_000;
const switches = (changes: Partial<RuleContext['switches']>): Partial<RuleContext> => ({
  switches: { ...context().switches, ...changes },
});
/** A pause since an hour ago, with what a case changes. */
const pause = (changes: Partial<Pause> = {}): Pause => ({
  ...everything,
  rule: 'shift',
  since: now - hour,
  spread: 10 * minute,
  ...changes,
});
const pauses = (...changes: Partial<Pause>[]) => switches({ pauses: changes.map(pause) });

ruleTable(sendingMode, [
  ['all is on', {}, 'pass'],
  ['the store is off', switches({ store: 'off' }), 'switched_off'],
  ['the journey is off', switches({ journey: 'off' }), 'switched_off'],
  ['in shadow the rules that follow decide too', switches({ store: 'shadow' }), 'pass'],
  ['on trial, and not on the list', switches({ journey: 'allowlist' }), 'not_allowlisted'],
  ['on trial, and on the list', switches({ store: 'allowlist', allowlisted: true }), 'pass'],
  [
    'on the list of a journey that is off',
    switches({ store: 'allowlist', journey: 'off', allowlisted: true }),
    'switched_off',
  ],
]);

ruleTable(shadow, [
  ['all is on', {}, 'pass'],
  ['the store is in shadow', switches({ store: 'shadow' }), 'shadow'],
  ['the journey is', switches({ journey: 'shadow', store: 'allowlist', allowlisted: true }), 'shadow'],
  ['on trial, and on the list', switches({ store: 'allowlist', allowlisted: true }), 'pass'],
]);

test('of two modes the stricter holds, and one of them is on only when both are', () => {
  for (const one of sendingModes) {
    for (const other of sendingModes) {
      expect(stricter(one, other)).toBe(stricter(other, one));
      expect(stricter(one, other) === 'on').toBe(one === 'on' && other === 'on');
    }
  }
  expect(stricter('shadow', 'allowlist')).toBe('shadow');
});

const during = step({ dueAt: now - 5 * minute, expiresAt: now + 6 * hour });
const before = step({ dueAt: now - 2 * hour, expiresAt: now + 6 * hour });
const event = [{ from: toInstant(now - hour / 2), to: toInstant(now + hour), mode: 'event' as const }];
const over = [{ from: toInstant(now - hour / 2), to: toInstant(now - 1_000), mode: 'event' as const }];

// The message's place is a quarter: it is looked at 2.5 minutes into every ten.
ruleTable(paused, [
  ['nothing is paused', {}, 'pass'],
  ['the store is paused', pauses({}), 'paused 2.5m'],
  ['the journey is paused', pauses({ journey: 'cartAbandonment' }), 'paused 2.5m'],
  ['another journey is', pauses({ journey: 'winBack' }), 'pass'],
  ['its channel is paused', pauses({ channel: 'email' }), 'paused 2.5m'],
  ['another channel is', pauses({ channel: 'sms' }), 'pass'],
  ['marketing is paused', pauses({ purpose: 'marketing' }), 'paused 2.5m'],
  ['its step is paused', pauses({ journey: 'cartAbandonment', step: 'cart/reminder#1' }), 'paused 2.5m'],
  ['another step is', pauses({ journey: 'cartAbandonment', step: 'cart/offer#1' }), 'pass'],
  ['paused in the season that it is', { ...pauses({ season: 'event' }), calendar: event }, 'paused 2.5m'],
  ['paused in another season', { ...pauses({ season: 'dday' }), calendar: event }, 'pass'],
  ['shift: due meanwhile', { ...pauses({ rule: 'shift' }), ...during }, 'paused 2.5m'],
  ['skip: due meanwhile', { ...pauses({ rule: 'skip' }), ...during }, 'paused'],
  ['skip: due before, it is held', { ...pauses({ rule: 'skip' }), ...before }, 'paused 2.5m'],
  ['drop: whatever the run still had to say', { ...pauses({ rule: 'drop' }), ...before }, 'paused'],
  ['of two pauses the one that gives up', { ...pauses({}, { rule: 'skip' }), ...during }, 'paused'],
  ['resumed, shift: at its next look', { ...pauses({ liftedAt: now - 8 * minute }), ...during }, 'pass'],
  ['resumed, shift: not all at once', { ...pauses({ liftedAt: now }), ...during }, 'paused 2.5m'],
  ['resumed, shift over two hours', { ...pauses({ liftedAt: now, spread: 2 * hour }), ...during }, 'paused 30m'],
  [
    'resumed, shift: over the time in which it is of use',
    { ...pauses({ liftedAt: now, spread: 2 * hour }), ...step({ dueAt: now - minute, expiresAt: now + hour }) },
    'paused 15m',
  ],
  ['resumed, shift: due since', { ...pauses({ liftedAt: now - minute }), ...step({ dueAt: now - 1_000 }) }, 'pass'],
  ['resumed, skip: it was due meanwhile', { ...pauses({ rule: 'skip', liftedAt: now - minute }), ...during }, 'paused'],
  [
    'resumed, skip: due since',
    { ...pauses({ rule: 'skip', liftedAt: now - minute }), ...step({ dueAt: now }) },
    'pass',
  ],
  [
    'resumed, drop: the run was open',
    { ...pauses({ rule: 'drop', liftedAt: now - minute }), ...step({ dueAt: now }) },
    'paused',
  ],
  ['resumed, drop: the run began since', { ...pauses({ rule: 'drop', liftedAt: now - hour }) }, 'pass'],
  [
    'the season is over: little by little',
    { ...pauses({ season: 'event' }), ...during, calendar: over },
    'paused 2.5m',
  ],
  ['the season is over, skip', { ...pauses({ rule: 'skip', season: 'event' }), ...during, calendar: over }, 'paused'],
]);

/** How many of `instants` fall into each of `parts` equal parts of the time from `from` to `to`. */
const histogram = (instants: readonly number[], from: number, to: number, parts: number): number[] => {
  const counts = Array.from({ length: parts }, () => 0);
  for (const at of instants) counts[Math.min(parts - 1, Math.floor(((at - from) / (to - from)) * parts))]! += 1;
  return counts;
};

interface Held {
  readonly place: number;
  at: number;
  outcome?: string;
}

/** Looks at held messages, each when it was told to come back, until all have an outcome; says when each had it. */
const play = (held: readonly Held[], pausesAt: (at: number) => readonly Pause[], expiresAt: number): void => {
  for (const message of held) {
    while (message.outcome === undefined) {
      const { at, place } = message;
      const facts = context({
        now: at,
        ...step({ dueAt: now, expiresAt }),
        ...switches({ place, pauses: pausesAt(at) }),
      });
      const { verdict } = judge(facts, [paused])[0]!;
      if (verdict.says === 'later' && verdict.at <= expiresAt) message.at = verdict.at;
      else message.outcome = verdict.says === 'pass' ? 'sent' : verdict.says === 'later' ? 'expired' : verdict.reason;
    }
  }
};

test.each([
  ['10 minutes', 10 * minute],
  ['3 hours', 3 * hour],
] as const)(
  'R73: of 10,000 held messages none is lost, and after the resume they go out evenly over %s (Q8, trap 4)',
  (_words, spread) => {
    // All due at the same instant of a journey that is paused and resumed 100 minutes later, at no round time.
    const liftedAt = now + 100 * minute + 12_345;
    const held = Array.from({ length: 10_000 }, (_, n): Held => ({
      place: fractionOf(`run-${n}/cart/reminder#1/email`),
      at: now,
    }));
    play(held, (at) => [pause(at < liftedAt ? { spread } : { spread, liftedAt })], now + 12 * hour);
    expect(held.filter(({ outcome }) => outcome === 'sent').length).toBe(10_000);
    const sent = held.map(({ at }) => at);
    expect(Math.min(...sent)).toBeGreaterThanOrEqual(liftedAt);
    expect(Math.max(...sent)).toBeLessThanOrEqual(liftedAt + spread);
    const counts = histogram(sent, liftedAt, liftedAt + spread, 20);
    // 500 in each part but for chance: five standard deviations of a binomial are 109.
    for (const count of counts) expect(Math.abs(count - 500), counts.join(' ')).toBeLessThan(109);
  },
);

test('skip and drop give up the 10,000 held ones, each with its reason, and none is sent', () => {
  for (const rule of ['skip', 'drop'] as const) {
    const held = Array.from({ length: 10_000 }, (_, n): Held => ({ place: n / 10_000, at: now }));
    play(held, () => [pause({ rule })], now + 12 * hour);
    expect(new Set(held.map(({ outcome }) => outcome))).toEqual(new Set(['paused']));
  }
});

test('a pause that outlasts the use of what it holds lets it expire, and says that first', () => {
  const held: Held[] = [{ place: 0.5, at: now }];
  play(held, () => [pause()], now + 12 * hour);
  expect(held[0]!.outcome).toBe('expired');
});

test('a held message is looked at once in each period, at its own place', () => {
  for (const place of [0, 0.25, 0.9999]) {
    const first = nextLook(now + 1, place, lookEveryMillis);
    expect(first).toBeGreaterThan(now + 1);
    expect(first - now - 1).toBeLessThanOrEqual(lookEveryMillis);
    expect(nextLook(first, place, lookEveryMillis)).toBe(first + lookEveryMillis);
  }
});

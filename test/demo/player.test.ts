import { afterEach, expect, test } from 'vitest';
import type { Backlog } from '../../dev/demo/backlog.ts';
import { createIntake, RefusedEventsError } from '../../dev/demo/intake.ts';
import { play } from '../../dev/demo/player.ts';
import type { Scheduled } from '../../dev/demo/timeline.ts';
import type { DemoClock } from '../../domain/time/clock.ts';
import { type Behaviour, type FakeApi, startFakeApi } from './fake-api.ts';

const hour = 3_600_000;
/** An hour takes 20 ms. */
const rate = hour / 20;
const start = Date.parse('2024-02-05T12:00:00Z');
const never = new AbortController().signal;
const drained: Backlog = { untold: 0, undecided: 0, unsent: 0, total: 0 };

const running: FakeApi[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.stop()));
});
const fakeApi = async (behave?: (request: number) => Behaviour): Promise<FakeApi> => {
  const api = await startFakeApi(behave);
  running.push(api);
  return api;
};

const clockFromNow = (): DemoClock => ({
  real: new Date().toISOString(),
  demo: new Date(start).toISOString(),
  rate,
});
const hourly = (count: number, from = 0): readonly Scheduled[] =>
  Array.from({ length: count }, (_, index) => {
    const at = start + (from + index) * hour;
    return { at, event: { id: `e${index}`, type: 'page.viewed', occurredAt: new Date(at).toISOString(), data: {} } };
  });
const ids = (timeline: readonly Scheduled[]) => timeline.map(({ event }) => event.id);

test('events are posted in order, none before its instant by the demo clock', async () => {
  const api = await fakeApi();
  const clock = clockFromNow();
  const timeline = hourly(20);
  const early: string[] = [];
  const intake = createIntake(api.url, 'key', {
    signal: never,
    onAnswer: ({ postedAt, events }) => {
      const now = start + (postedAt - Date.parse(clock.real)) * rate;
      early.push(...events.filter((event) => Date.parse(event.occurredAt) > now).map(({ id }) => id));
    },
  });
  await play({ timeline, clock, post: intake, backlog: async () => drained, signal: never });
  expect(api.accepted).toEqual(ids(timeline));
  expect(early).toEqual([]);
});

test('what is due already goes in batches of at most 500', async () => {
  const api = await fakeApi();
  const timeline = hourly(1_203, -1_300);
  await play({
    timeline,
    clock: clockFromNow(),
    post: createIntake(api.url, 'key', { signal: never }),
    backlog: async () => drained,
    signal: never,
  });
  expect(api.posts).toEqual([500, 500, 203]);
  expect(api.accepted).toEqual(ids(timeline));
});

test('while due work has not drained the store waits and says how late it is', async () => {
  const api = await fakeApi();
  const late: number[] = [];
  let looks = 0;
  await play({
    timeline: hourly(3, -3),
    clock: clockFromNow(),
    post: createIntake(api.url, 'key', { signal: never }),
    backlog: async () => {
      if (looks++ < 3) {
        expect(api.accepted).toEqual([]);
        return { ...drained, undecided: 2, total: 2 };
      }
      return drained;
    },
    onLate: (millis) => void late.push(millis),
    signal: never,
  });
  expect(late).toHaveLength(3);
  expect(late[2]!).toBeGreaterThan(late[0]!);
  expect(api.accepted).toHaveLength(3);
});

test('an api that is restarted, or whose answer is lost, is told the same ids again', async () => {
  const behaviours: Behaviour[] = ['unavailable', 'drop the answer', 'unavailable', 'accept'];
  const api = await fakeApi((request) => behaviours[request] ?? 'accept');
  const timeline = hourly(30, -40);
  await play({
    timeline,
    clock: clockFromNow(),
    post: createIntake(api.url, 'key', { signal: never, pauses: [1] }),
    backlog: async () => drained,
    signal: never,
  });
  expect(api.accepted).toEqual(ids(timeline));
  expect(api.duplicates()).toBe(30);
});

test('many events may wait at once for an api that is away, and nobody is warned of them', async () => {
  const api = await fakeApi((request) => (request < 20 ? 'unavailable' : 'accept'));
  const warnings: string[] = [];
  const listen = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', listen);
  const post = createIntake(api.url, 'key', { signal: new AbortController().signal, pauses: [100] });
  await Promise.all(hourly(20).map(async ({ event }) => post([event])));
  process.off('warning', listen);
  expect(api.accepted).toHaveLength(20);
  expect(warnings).toEqual([]);
});

test('an api that refuses is not asked again', async () => {
  const api = await fakeApi(() => 'refuse');
  const post = createIntake(api.url, 'wrong', { signal: never });
  const posted = post([hourly(1)[0]!.event]);
  await expect(posted).rejects.toThrow(RefusedEventsError);
  await expect(posted).rejects.toThrow('answered 401: {"error":"unknown key"}');
});

test('a stopped player posts nothing more', async () => {
  const api = await fakeApi();
  const stop = new AbortController();
  const playing = play({
    timeline: hourly(2_000),
    clock: clockFromNow(),
    post: createIntake(api.url, 'key', { signal: stop.signal }),
    backlog: async () => drained,
    onEvent: ({ id }) => id === 'e10' && stop.abort(),
    signal: stop.signal,
  });
  await expect(playing).rejects.toThrow('aborted');
  expect(api.accepted.length).toBeLessThan(12);
});

import { setTimeout as wait } from 'node:timers/promises';
import { realTime, storeTime } from '../../domain/time/clock.ts';
import type { DemoClock } from '../../domain/time/clock.ts';
import type { Backlog } from './backlog.ts';
import { batchLimit, type PostEvents } from './intake.ts';
import type { StoreEvent } from './store-event.ts';
import type { Scheduled } from './timeline.ts';

export interface PlayerOptions {
  readonly timeline: readonly Scheduled[];
  readonly clock: DemoClock;
  readonly post: PostEvents;
  /** Due work that has not drained: while there is any, the store waits. */
  readonly backlog: () => Promise<Backlog>;
  /** Called before an event is posted. */
  readonly onEvent?: (event: StoreEvent) => void;
  /** How far the store is behind its clock, in real milliseconds, and what it waits for. */
  readonly onLate?: (millis: number, backlog: Backlog) => void;
  readonly signal: AbortSignal;
}

/** How often the backlog is looked at, in real milliseconds. */
const lookEvery = 250;

/** Posts `timeline` at its instants by the demo clock, in order; resolves after the last event. */
export const play = async (options: PlayerOptions): Promise<void> => {
  const { timeline, clock, signal } = options;
  let next = 0;
  let lookedAt = 0;
  while (next < timeline.length) {
    signal.throwIfAborted();
    const now = storeTime(Date.now(), clock);
    const millis = realTime(now, clock) - realTime(timeline[next]!.at, clock);
    if (millis < 0) {
      await wait(Math.min(-millis, lookEvery), undefined, { signal });
      continue;
    }
    if (Date.now() - lookedAt >= lookEvery) {
      const backlog = await options.backlog();
      if (backlog.total > 0) {
        options.onLate?.(millis, backlog);
        await wait(lookEvery, undefined, { signal });
        continue;
      }
      lookedAt = Date.now();
    }
    const events: StoreEvent[] = [];
    while (next < timeline.length && timeline[next]!.at <= now && events.length < batchLimit) {
      const { event } = timeline[next++]!;
      options.onEvent?.(event);
      events.push(event);
    }
    await options.post(events);
  }
};

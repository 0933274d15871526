import { setTimeout as wait } from 'node:timers/promises';
import type { Queries } from '../../../db/client.ts';
import { type DemoClock, storeTime } from '../../../domain/time/clock.ts';
import { type Millis, toMillis } from '../../../domain/time/instant.ts';
import { exitLine, messageLine, summaryLine } from './lines.ts';
import { exitsSince, messagesSince } from './story.ts';

export interface NarrationOptions {
  readonly db: Queries;
  readonly clock: DemoClock;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Real milliseconds between two looks, and how far back each look goes. */
const lookEvery = 1_000;
const lookBack = 60_000;

/** More happenings than these in one look become one line. */
const mostLines = 4;

/** Tells what happens since the clock was started, line by line, until `signal` says stop. */
export const narrate = async (options: NarrationOptions): Promise<void> => {
  const { db, clock, print, signal } = options;
  const startedAt = toMillis(clock.demo);
  const told = new Set<string>();
  const isNew = ({ id }: { readonly id: string }) => !told.has(id);
  while (!signal.aborted) {
    await wait(lookEvery, undefined, { signal }).catch(() => undefined);
    const since = Math.max(startedAt, storeTime(Date.now() - lookBack, clock));
    const look = await Promise.all([messagesSince(db, since), exitsSince(db, since)]).catch(() => undefined);
    if (!look || signal.aborted) continue;
    const [messages, exits] = [look[0].filter(isNew), look[1].filter(isNew)];
    for (const { id } of [...messages, ...exits]) told.add(id);
    if (messages.length + exits.length === 0) continue;
    const prefix = stamp(storeTime(Date.now(), clock));
    const lines =
      messages.length + exits.length > mostLines
        ? [summaryLine(messages, exits)]
        : [...messages.map(messageLine), ...exits.map(exitLine)];
    for (const line of lines) print(`${prefix}  ${line}`);
  }
};

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Paris',
});

/** `Mon 5 Feb, 20:16`: the store's time where the demo shop is. */
export const stamp = (at: Millis): string => format.format(at);

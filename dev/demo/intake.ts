import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { StoreEvent } from './store-event.ts';

/** How one event was answered. */
export interface Fate {
  readonly id: string | null;
  readonly fate: 'applied' | 'ignored' | 'quarantined' | 'duplicate' | 'conflict' | 'invalid';
  /** Of `ignored` and `quarantined`. */
  readonly reason?: string;
}

/** One 202 with what was posted and when, by the machine's own clock in milliseconds. */
export interface Answer {
  readonly postedAt: number;
  readonly answeredAt: number;
  readonly events: readonly StoreEvent[];
  readonly fates: readonly Fate[];
}

/** Thrown when the api refuses what the demo store says: waiting would not help. */
export class RefusedEventsError extends Error {
  override readonly name = 'RefusedEventsError';
  readonly code = 'RELANCE_DEMO_REFUSED';
}

/** The most that one POST may carry. */
export const batchLimit = 500;

export interface IntakeOptions {
  readonly signal: AbortSignal;
  /** Called with each 202, before anything else happens. */
  readonly onAnswer?: (answer: Answer) => void;
  /** Pauses between tries, in milliseconds; the last one is repeated. */
  readonly pauses?: readonly number[];
}

/** Posts events in order; resolves when they were accepted. */
export type PostEvents = (events: readonly StoreEvent[]) => Promise<Answer>;

/**
 * The way to `POST /v1/events` of the api at `url`. An api that is away, busy or restarting is asked again
 * with the same ids until it answers.
 *
 * @throws RefusedEventsError when the api answers any other 4xx, or refuses one event of them.
 */
export const createIntake = (url: string, key: string, options: IntakeOptions): PostEvents => {
  const pauses = options.pauses ?? [100, 250, 500, 1_000, 2_000];
  // While the api is away, each event under way waits for it, or for the end.
  setMaxListeners(0, options.signal);
  return async (events) => {
    for (let attempt = 0; ; attempt++) {
      options.signal.throwIfAborted();
      const postedAt = Date.now();
      const response = await send(url, key, events);
      if (response?.status === 202) {
        const { events: fates } = response.body as { readonly events: readonly Fate[] };
        const answer = { postedAt, answeredAt: response.at, events, fates };
        options.onAnswer?.(answer);
        const refused = fates.filter(({ fate }) => fate === 'invalid' || fate === 'conflict');
        if (refused.length > 0) {
          throw new RefusedEventsError(
            `The api refused ${refused.length} events: ${JSON.stringify(refused.slice(0, 3))}`,
          );
        }
        return answer;
      }
      if (response && response.status < 500 && response.status !== 429) {
        throw new RefusedEventsError(
          `POST /v1/events answered ${response.status}: ${JSON.stringify(response.body).slice(0, 400)}`,
        );
      }
      await wait(pauses[Math.min(attempt, pauses.length - 1)], undefined, { signal: options.signal });
    }
  };
};

/** Undefined when nothing, or only half of an answer, came back. */
const send = async (
  url: string,
  key: string,
  events: readonly StoreEvent[],
): Promise<{ readonly status: number; readonly body: unknown; readonly at: number } | undefined> => {
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    const at = Date.now();
    return { at, status: response.status, body: JSON.parse(text || 'null') };
  } catch {
    return undefined;
  }
};

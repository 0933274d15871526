import { setTimeout as wait } from 'node:timers/promises';

/** Thrown when something did not become true in time. */
export class NotInTimeError extends Error {
  override readonly name = 'NotInTimeError';
  readonly code = 'FAULTS_NOT_IN_TIME';
}

/**
 * Waits until `condition` gives something true, and gives it back. One that throws is not true yet: what it asks may
 * be down because of another fault.
 *
 * @throws NotInTimeError after `timeoutMillis`, with what the condition threw last.
 */
export const until = async <Value>(
  what: string,
  condition: () => Promise<Value> | Value,
  { timeoutMillis = 60_000, everyMillis = 50 }: { readonly timeoutMillis?: number; readonly everyMillis?: number } = {},
): Promise<NonNullable<Value>> => {
  const deadline = Date.now() + timeoutMillis;
  for (;;) {
    let because = '';
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      because = ` (${String(error)})`;
    }
    if (Date.now() > deadline) throw new NotInTimeError(`not true after ${timeoutMillis / 1000} s: ${what}${because}`);
    await wait(everyMillis);
  }
};

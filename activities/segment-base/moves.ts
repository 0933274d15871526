import type { Moved } from '../../db/segments/standings.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { StoreLines } from './store-lines.ts';

/** Of whom it is told. */
interface Who {
  readonly customerId: CustomerId;
  /** As of when they were judged last. */
  readonly evaluatedAt: Date | null;
  readonly knownSince: Millis;
}

/**
 * What a customer came into and out of. Whoever was there before a segment was looked at is found in it; who came later, or
 * was looked at without it, enters.
 */
export const moves = <Name extends AnySegment>(
  { starts, judgedByRun }: Pick<StoreLines, 'starts' | 'judgedByRun'>,
  { customerId, evaluatedAt, knownSince }: Who,
  before: readonly Name[],
  after: readonly Name[],
  now: Millis,
): Moved => {
  const lookedAt = Math.max(evaluatedAt?.getTime() ?? 0, judgedByRun(customerId) ?? 0);
  const isFound = (name: Name): boolean => {
    const since = starts.get(name) ?? now;
    return knownSince <= since && lookedAt < since;
  };
  const news = after.filter((name) => !before.includes(name));
  return {
    left: before.filter((name) => !after.includes(name)),
    entered: news.filter((name) => !isFound(name)),
    found: news.filter(isFound),
  };
};

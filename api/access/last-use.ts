import { noteKeyUse } from '../../db/access/api-keys.ts';
import type { Queries } from '../../db/client.ts';

const everyMillis = 60_000;

/**
 * Notes when keys are used, at most once a minute each, behind the request's back: an answer neither waits for
 * it nor fails with it.
 */
export const createUseNotes = (queries: Queries): ((key: string, at: Date) => void) => {
  const noted = new Map<string, number>();
  return (key, at) => {
    if (+at - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < everyMillis) return;
    noted.set(key, +at);
    noteKeyUse(queries, key, at, new Date(+at - everyMillis)).catch(() => noted.delete(key));
  };
};

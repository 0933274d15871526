import type { Queries } from '../../db/client.ts';
import { dayText } from '../../db/scoring/days.ts';
import { readRunState } from '../../db/segments/due-runs.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { civilTime, dayMillis } from '../../domain/civil/day.ts';
import type { Millis } from '../../domain/time/instant.ts';

/**
 * Whether a whole store is to be judged: it never was, a run of it was broken off, a day of it has begun since, everybody
 * was scored since, its policy draws other lines, or it has other definitions.
 */
export const isRunDue = async (
  queries: Queries,
  { id, timezone }: Pick<StoreRow, 'id' | 'timezone'>,
  now: Millis,
): Promise<boolean> => {
  const { run, linesChanged, scored } = await readRunState(queries, id, new Date(now));
  if (!run || run.state === 'open') return true;
  return linesChanged || scored || run.asOf !== dayText(civilTime(now, timezone).day / dayMillis);
};

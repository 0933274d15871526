import type { Cast } from '../cast/cast.ts';
import { until } from '../until.ts';

/** True when nothing is under way: everything was told to Temporal, no message is planned or claimed. */
export const isQuiet = async ({ postgres: { sql } }: Pick<Cast, 'postgres'>): Promise<boolean> => {
  const [left] = await sql<{ untold: number; open: number }[]>`
    select (select count(*)::int from outbox where dispatched_at is null and dead_at is null) as untold,
      (select count(*)::int from messages where state in ('planned', 'claimed')) as open`;
  return left!.untold === 0 && left!.open === 0;
};

/** Waits for quiet; false when it does not come. What is not quiet is left to the judge. */
export const untilQuiet = async (cast: Pick<Cast, 'postgres'>, timeoutMillis: number): Promise<boolean> =>
  until('nothing is under way', async () => isQuiet(cast), { timeoutMillis, everyMillis: 250 }).then(
    () => true,
    () => false,
  );

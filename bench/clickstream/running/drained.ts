import { count, eq } from 'drizzle-orm';
import { setTimeout as wait } from 'node:timers/promises';
import type { Queries } from '../../../db/client.ts';
import { runs } from '../../../db/schema/index.ts';

/** Waits until no run is open, at most `millis` of real time; answers how many are left. */
export const untilNoRunIsOpen = async (db: Queries, millis: number): Promise<number> => {
  const deadline = Date.now() + millis;
  for (;;) {
    const [open] = await db.select({ count: count() }).from(runs).where(eq(runs.state, 'open'));
    if (open!.count === 0 || Date.now() > deadline) return open!.count;
    await wait(500);
  }
};

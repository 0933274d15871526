import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../../../db/client.ts';
import { inbox, messages, outbox, runs } from '../../../db/schema/index.ts';
import { sentStates } from '../../../domain/message-state.ts';

/** What only the database knows: it is printed beside the judge's verdict and takes no part in it. */
export const ledgerFigures = async (db: Queries): Promise<readonly (readonly [string, string])[]> => {
  const fates = await db
    .select({ name: sql<string>`concat_ws(' ', ${inbox.fate}, ${inbox.reason})`, count: count() })
    .from(inbox)
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  const opened = await db.select({ name: runs.journey, count: count() }).from(runs).groupBy(runs.journey);
  const ends = await db
    .select({
      name: sql<string>`case when ${runs.state} = 'open' then 'still open'
        else concat_ws(' ', ${runs.outcome}, ${runs.exitEvent}) end`,
      count: count(),
    })
    .from(runs)
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  const accepted = db
    .select({ count: count().as('accepted') })
    .from(messages)
    .where(and(eq(messages.runId, runs.id), inArray(messages.state, [...sentStates])))
    .as('sent');
  const stopped = await db
    .select({
      name: sql<string>`'after ' || ${accepted.count}`,
      count: count(),
    })
    .from(runs)
    .leftJoinLateral(accepted, sql`true`)
    .where(eq(runs.exitEvent, 'order.placed'))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  const steps = await db
    .select({ name: sql<string>`${messages.step} || ' ' || ${messages.state}`, count: count() })
    .from(messages)
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  const withheld = await db
    .select({ name: sql<string>`${messages.reason}`, count: count() })
    .from(messages)
    .where(eq(messages.state, 'withheld'))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  const dead = await db
    .select({ name: sql<string>`'dead letters'`, count: count() })
    .from(outbox)
    .where(sql`${outbox.deadAt} is not null`);
  return [
    ['events in the inbox', list(fates)],
    ['runs opened', list(opened)],
    ['how runs ended', list(ends)],
    ['runs stopped by a purchase, by messages sent', list(stopped)],
    ['steps', list(steps)],
    ['withheld by reason', list(withheld)],
    ['outbox', list(dead)],
  ];
};

const list = (rows: readonly { readonly name: string; readonly count: number }[]): string =>
  rows.map(({ name, count }) => `${name} ${count}`).join(', ') || 'none';

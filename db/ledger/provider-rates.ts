import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { millis } from '../millis.ts';
import { providerRates } from '../schema/index.ts';

const at = (instant: Millis) => sql`${new Date(instant).toISOString()}::timestamptz`;
const soonest = (now: Millis) => sql`greatest(${providerRates.nextAt}, ${providerRates.notBefore}, ${at(now)})`;

/** Makes the provider's row. `perSecond` replaces what is there when no header will ever tell. */
export const ensureRate = async (
  db: Queries,
  rate: { readonly provider: string; readonly perSecond: number; readonly isFixed: boolean },
  now: Millis,
): Promise<void> => {
  const instant = new Date(now);
  const insert = db.insert(providerRates).values({
    provider: rate.provider,
    perSecond: rate.perSecond,
    toldAt: rate.isFixed ? instant : null,
    nextAt: instant,
    notBefore: instant,
    backAt: instant,
  });
  await (rate.isFixed
    ? insert.onConflictDoUpdate({ target: providerRates.provider, set: { perSecond: rate.perSecond } })
    : insert.onConflictDoNothing());
};

/** Turns that one process has taken: `count` of them, the first at `first`, then one every `everyMillis`. */
export interface Turns {
  readonly first: Millis;
  readonly everyMillis: number;
  readonly perSecond: number;
}

/** Takes the next `count` turns; undefined when the first one is more than `patienceMillis` away. */
export const takeTurns = async (
  db: Queries,
  provider: string,
  { now, count, patienceMillis }: { readonly now: Millis; readonly count: number; readonly patienceMillis: number },
): Promise<Turns | undefined> => {
  const [taken] = await db
    .update(providerRates)
    .set({ nextAt: sql`${soonest(now)} + ${count} * interval '1 second' / ${providerRates.perSecond}` })
    .where(and(eq(providerRates.provider, provider), sql`${soonest(now)} <= ${at(now + patienceMillis)}`))
    .returning({ end: millis(sql`${providerRates.nextAt}`), perSecond: providerRates.perSecond });
  if (!taken) return undefined;
  const everyMillis = 1000 / taken.perSecond;
  return { first: taken.end - count * everyMillis, everyMillis, perSecond: taken.perSecond };
};

/** How long to stay away while no answer has told the limit yet: the first one is on its way. */
const untoldMillis = 1_000;

/** When somebody who has to wait longer may come back: one after the other, as fast as the provider takes them. */
export const comeBackAt = async (db: Queries, provider: string, now: Millis): Promise<Millis> => {
  const next = sql`greatest(${providerRates.backAt}, ${soonest(now)}) + interval '1 second' / ${providerRates.perSecond}`;
  const [row] = await db
    .update(providerRates)
    .set({ backAt: sql`case when ${providerRates.toldAt} is null then ${at(now + untoldMillis)} else ${next} end` })
    .where(eq(providerRates.provider, provider))
    .returning({ back: millis(sql`${providerRates.backAt}`) });
  return row?.back ?? now;
};

/** Writes the limit that the provider told. Who waits by the former one comes back by the new one. */
export const learnRate = async (db: Queries, provider: string, perSecond: number, now: Millis): Promise<void> => {
  const instant = new Date(now);
  await db
    .update(providerRates)
    .set({ perSecond, toldAt: instant, backAt: instant })
    .where(
      and(
        eq(providerRates.provider, provider),
        or(ne(providerRates.perSecond, perSecond), isNull(providerRates.toldAt)),
      ),
    );
};

/** Nobody calls the provider before `until`. */
export const slowDown = async (db: Queries, provider: string, until: Millis): Promise<void> => {
  await db
    .update(providerRates)
    .set({ notBefore: sql`greatest(${providerRates.notBefore}, ${at(until)})` })
    .where(eq(providerRates.provider, provider));
};

/** How fast each provider is called. */
export const readRates = async (db: Queries): Promise<readonly (typeof providerRates.$inferSelect)[]> =>
  db.select().from(providerRates).orderBy(asc(providerRates.provider));

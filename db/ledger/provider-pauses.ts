import { and, asc, eq, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { ProviderPauseReason } from '../../domain/reasons.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { providerPauses } from '../schema/index.ts';
import { readSetting } from '../sole-session.ts';

export type PauseRow = typeof providerPauses.$inferSelect;

/** What a pause is about: a provider's whole account, or one domain that messages come from. */
export interface PauseKey {
  readonly provider: string;
  readonly sender: string;
}

/** The `sender` of a pause of the whole account. */
export const wholeAccount = '*';

/** The `provider` of a pause of them all. */
export const everyProvider = '*';

/** The first probe comes after a minute, then after twice as long each time, up to a quarter of an hour. */
const firstPauseSeconds = 60;
const longestPauseSeconds = 900;

/** How long a probe may take before another message probes. */
const probeMillis = 30_000;

const samePause = ({ provider, sender }: PauseKey) =>
  and(eq(providerPauses.provider, provider), eq(providerPauses.sender, sender));

/** Pauses that concern one provider, or all that there are. */
export const readPauses = async (db: Queries, provider?: string): Promise<readonly PauseRow[]> =>
  provider === undefined
    ? pausesWhere(db)
    : readSetting(db, `pauses of ${provider}`, () => pausesOfOne(db, { provider }));

const pausesWhere = (db: Queries, which?: SQL) =>
  db.select().from(providerPauses).where(which).orderBy(asc(providerPauses.since));

const pausesOfOne = built((db) =>
  pausesWhere(db, sql`${providerPauses.provider} in (${given('provider')}, ${everyProvider})`),
);

export interface NewPause extends PauseKey {
  readonly reason: ProviderPauseReason;
  readonly detail: string;
  /** Real time. */
  readonly at: Millis;
  /** How long, where the provider says so. */
  readonly millis?: number | undefined;
}

/**
 * Pauses a provider, or goes on with a pause whose probe failed. Refusals of calls that were under way when it began
 * change nothing. Returns the pause in force.
 */
export const pauseProvider = async (db: Queries, pause: NewPause): Promise<PauseRow> => {
  const at = new Date(pause.at);
  const seconds = (failedProbes: ReturnType<typeof sql>) =>
    pause.millis === undefined
      ? sql`least(${firstPauseSeconds} * power(2, ${failedProbes}), ${longestPauseSeconds})`
      : sql`${pause.millis / 1000}::double precision`;
  const until = (failedProbes: ReturnType<typeof sql>) =>
    sql`${at.toISOString()}::timestamptz + ${seconds(failedProbes)} * interval '1 second'`;
  const { provider, sender, reason, detail } = pause;
  const [written] = await db
    .insert(providerPauses)
    .values({ provider, sender, reason, detail, since: at, until: until(sql`0`) })
    .onConflictDoUpdate({
      target: [providerPauses.provider, providerPauses.sender],
      set: {
        reason,
        detail,
        until: until(sql`${providerPauses.failedProbes} + 1`),
        probingUntil: null,
        failedProbes: sql`${providerPauses.failedProbes} + 1`,
      },
      setWhere: lte(providerPauses.until, at),
    })
    .returning();
  if (written) return written;
  const [inForce] = await db.select().from(providerPauses).where(samePause(pause));
  // Lifted in between: whoever comes next finds out anew.
  return inForce ?? { ...pause, since: at, until: at, probingUntil: null, failedProbes: 0 };
};

/** Takes the probe of a pause that is over; one caller gets it. */
export const takeProbe = async (db: Queries, pause: PauseKey, now: Millis): Promise<boolean> => {
  const at = new Date(now);
  const taken = await db
    .update(providerPauses)
    .set({ probingUntil: new Date(now + probeMillis) })
    .where(
      and(
        samePause(pause),
        lte(providerPauses.until, at),
        or(isNull(providerPauses.probingUntil), lte(providerPauses.probingUntil, at)),
      ),
    )
    .returning({ provider: providerPauses.provider });
  return taken.length === 1;
};

/**
 * Ends a pause: after a probe that was accepted, or by an operator. False when there was none. What holds sending after
 * a restore of the database is ended by `releaseSending` alone (db/road/restored.ts).
 */
export const liftPause = async (db: Queries, pause: PauseKey): Promise<boolean> => {
  const lifted = await db
    .delete(providerPauses)
    .where(and(samePause(pause), ne(providerPauses.reason, 'restored')))
    .returning({ provider: providerPauses.provider });
  return lifted.length === 1;
};

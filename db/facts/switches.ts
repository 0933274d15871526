import { type AnyColumn, eq, type SQL, sql } from 'drizzle-orm';
import type { Pause } from '../../domain/switches/pause.ts';
import { type SendingMode, wholeStore } from '../../domain/switches/sending-mode.ts';
import { toMillis } from '../../domain/time/instant.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { addressHashOf } from '../customers/address-hash.ts';
import { allowlist, customerAliases, pauses, runs, sendingModes } from '../schema/index.ts';
import { readSetting } from '../sole-session.ts';
import type { FactsRequest } from './request.ts';

/** More pauses than a store ever has at once; beyond them the oldest that were lifted are not seen any more. */
const mostPauses = 30;

/** What people have switched, as far as it may be about the message. */
export const readSwitches = async (db: Queries, { run, journey, channel, purpose }: FactsRequest) =>
  readSetting(db, `switches ${journey} ${channel} ${purpose}`, async () => {
    const [row] = await switchesQuery(db, { run, channel, purpose });
    return row && { ...row, pauses: row.pauses.map(pauseOf) };
  });

const switchesQuery = built((db) =>
  db
    .select({
      modes: sql<Readonly<Record<string, SendingMode>>>`(${currentModes})`,
      pauses: sql<readonly PauseJson[]>`(${pausesAbout})`,
    })
    .from(runs)
    .where(eq(runs.id, given('run'))),
);

const fits = (column: AnyColumn, value: SQL | AnyColumn): SQL => sql`(${column} = '*' or ${column} = ${value})`;

const currentModes = sql`
  select coalesce(json_object_agg(${sendingModes.journey}, ${sendingModes.mode}), '{}') from ${sendingModes}
  where ${sendingModes.storeId} = ${runs.storeId} and ${fits(sendingModes.journey, runs.journey)}
    and ${sendingModes.until} is null`;

/** Those that stand first, then those that give up what a run still had to say. */
const pausesAbout = sql`
  select coalesce(json_agg(p), '[]') from (
    select ${pauses.journey}, ${pauses.channel}, ${pauses.purpose}, ${pauses.step}, ${pauses.season}, ${pauses.rule},
      ${pauses.spreadSeconds}, ${pauses.since}, ${pauses.liftedAt}
    from ${pauses}
    where ${pauses.storeId} = ${runs.storeId} and ${fits(pauses.journey, runs.journey)}
      and ${fits(pauses.channel, sql`${given('channel')}`)} and ${fits(pauses.purpose, sql`${given('purpose')}`)}
      and (${pauses.liftedAt} is null or ${pauses.liftedAt} > ${runs.startedAt})
    order by ${pauses.liftedAt} is null desc, ${pauses.rule} = 'drop' desc, ${pauses.liftedAt} desc
    limit ${mostPauses}) p`;

/** Who gets messages also where only those who are allowed do; part of a query of runs. */
export const allowedOfRun = () => ({
  customer: sql<boolean>`exists (${allowedCustomer})`,
  /** Hashes of the customer's addresses. */
  addresses: sql<readonly string[]>`(${allowedAddresses})`,
});

const allowedCustomer = sql`
  select from ${allowlist} where ${allowlist.storeId} = ${runs.storeId}
    and ${allowlist.kind} = 'customer' and ${allowlist.value} = ${runs.customerId}::text`;

const allowedAddresses = sql`
  select coalesce(json_agg(${allowlist.value}), '[]') from ${customerAliases}
  join ${allowlist} on ${allowlist.storeId} = ${customerAliases.storeId} and ${allowlist.kind} = 'address'
    and ${allowlist.value} = ${addressHashOf(customerAliases.value)}
  where ${customerAliases.customerId} = ${runs.customerId}`;

/** As PostgreSQL writes it. */
type PauseJson = Omit<Pause, 'since' | 'liftedAt' | 'spread'> & {
  readonly spread_seconds: number;
  readonly since: string;
  readonly lifted_at: string | null;
};

const pauseOf = ({ spread_seconds: spread, since, lifted_at: liftedAt, ...scope }: PauseJson): Pause => ({
  ...scope,
  spread: spread * 1_000,
  since: toMillis(since),
  ...(liftedAt !== null && { liftedAt: toMillis(liftedAt) }),
});

/** The mode of the store and of one journey; where nobody has said anything, `on`. */
export const modesOf = (modes: Readonly<Record<string, SendingMode>>, journey: string) => ({
  store: modes[wholeStore] ?? ('on' as const),
  journey: modes[journey] ?? ('on' as const),
});

import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { Channel } from '../../domain/journey.ts';
import { longestWindow } from '../../domain/policy/allowance.ts';
import type { PendingMessage, PressureFacts, SentMessage } from '../../domain/rules/facts/pressure.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { millis } from '../millis.ts';
import { messages, runs, sendingModes } from '../schema/index.ts';

/** More messages than this to one customer in a month are not read one by one: what is before them counts as too much. */
const mostRows = 200;

/** What is expected this far before and after now is read, in milliseconds: the longest civil day. */
const horizonMillis = 25 * 3_600_000;

/** Of each rank so many expected messages: whoever has more waiting has no place left anyway. */
const mostPending = 10;

/**
 * The states of a message that its customer got, or may have got for all we know; written out, so that the partial
 * index of these states is used.
 */
export const sentOrPerhaps = sql.raw(
  `state in ('claimed', 'unknown', 'accepted', 'delivered', 'bounced', 'complained')`,
);

/** When a message went: its claim, or its acceptance where that came without one. */
const wentAt = sql.raw('coalesce(claimed_at, accepted_at)');

/** As PostgreSQL writes it: of the step that is asked about too. */
type SentJson = SentMessage & { readonly own: boolean };

type Sent = Omit<PressureFacts['pressure'], 'pending'>;

/**
 * What the customer of the run got since then, by `messages_pressure_index`, and whether the step itself is among it: then
 * its place is its own. Part of a query of runs.
 */
export const sentOfRun = (since: Placeholder, step: Placeholder, channel: Placeholder): SQL<Sent> =>
  sql`(
    select coalesce(json_agg(json_build_object('at', ${millis(sql`one.at`)}, 'channel', one.channel,
      'purpose', one.purpose, 'rank', one.rank, 'journey', one.journey, 'run', one.run_id,
      'own', one.run_id = ${runs.id} and one.step = ${step} and one.channel = ${channel}) order by one.at desc), '[]')
    from (
      select ${wentAt} as at, channel, purpose, rank, journey, run_id, step from ${messages}
      where ${messages.customerId} = ${runs.customerId} and ${wentAt} > ${since}::timestamptz and ${sentOrPerhaps}
      order by ${wentAt} desc limit ${sql.raw(String(mostRows + 1))}) one)`.mapWith(sentRead);

const sentRead = (rows: readonly SentJson[]): Sent => {
  const listed = rows.slice(0, mostRows);
  return {
    sent: listed
      .filter(({ own }) => !own)
      .map(({ at, channel, purpose, rank, journey, run }) => ({ at, channel, purpose, rank, journey, run })),
    ...(rows.length > mostRows && { knownSince: listed.at(-1)!.at }),
    held: listed.some(({ own }) => own),
  };
};

/**
 * What other open runs of the customer are about to send: steps that wait in the ledger, and runs whose first wait ends.
 * A run that has come further tells of its next step only when it reaches it. What somebody holds back for who knows
 * how long is not expected, nor what only would be sent if its journey were on.
 */
export const pendingOfRun = (
  now: Placeholder,
  from: Placeholder,
  until: Placeholder,
): SQL<readonly PendingMessage[]> => {
  const isGoing = sql`other.state = 'open' and other.exit_event is null and not exists (
    select from ${sendingModes} mode where mode.store_id = other.store_id and mode.journey = other.journey
      and mode.until is null and mode.mode in ('off', 'shadow'))`;
  return sql`(
    select coalesce(json_agg(json_build_object('at', ${millis(sql`expected.at`)}, 'channel', channel, 'purpose', purpose,
      'rank', rank, 'journey', journey, 'run', run) order by expected.at, run), '[]')
    from (
      select *, row_number() over (partition by rank order by at) as place from (
        select coalesce(waiting.not_before, waiting.due_at) as at, waiting.channel,
          waiting.purpose, waiting.rank, waiting.journey, waiting.run_id as run
        from ${messages} waiting join ${runs} other on other.id = waiting.run_id
        where waiting.customer_id = ${runs.customerId} and waiting.state = 'planned' and waiting.run_id <> ${runs.id}
          and waiting.reason is distinct from 'paused' and waiting.reason is distinct from 'restoring'
          and waiting.rank is not null and ${isGoing} and waiting.expires_at >= ${now}::timestamptz
          and coalesce(waiting.not_before, waiting.due_at) <= ${until}::timestamptz
        union all
        select other.due_at, null, coalesce(other.purpose, 'marketing'), other.rank, other.journey, other.id
        from ${runs} other
        where other.customer_id = ${runs.customerId} and ${isGoing} and other.id <> ${runs.id} and other.rank is not null
          and other.due_at between ${from}::timestamptz and ${until}::timestamptz
          and not exists (select 1 from ${messages} where messages.run_id = other.id)
      ) as any_time
    ) as expected
    where place <= ${sql.raw(String(mostPending))})`.mapWith(pendingRead);
};

type PendingJson = Omit<PendingMessage, 'channel'> & { readonly channel: Channel | null };

const pendingRead = (rows: readonly PendingJson[]): readonly PendingMessage[] =>
  rows.map(({ channel, at, purpose, rank, journey, run }) => ({
    at,
    ...(channel && { channel }),
    purpose,
    rank,
    journey,
    run,
  }));

/** The instants between which something is read for a decision at `now`, as a built query is given them. */
export const windowsAt = (now: Date) => ({
  since: new Date(now.getTime() - durationMillis(longestWindow)).toISOString(),
  now: now.toISOString(),
  from: new Date(now.getTime() - horizonMillis).toISOString(),
  until: new Date(now.getTime() + horizonMillis).toISOString(),
});

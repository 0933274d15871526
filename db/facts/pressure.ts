import { sql } from 'drizzle-orm';
import type { RunId } from '../../domain/ids.ts';
import type { Channel, Purpose, Rank } from '../../domain/journey.ts';
import { longestWindow } from '../../domain/policy/allowance.ts';
import type { PendingMessage, SentMessage } from '../../domain/rules/facts/pressure.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { builtSql, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { millis } from '../millis.ts';
import { messages, runs, sendingModes } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

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

const since = (now: Date) => new Date(now.getTime() - durationMillis(longestWindow)).toISOString();

/** What the customer of the run got in the longest window that a policy may ask for, by `messages_pressure_index`. */
const sentQuery = builtSql<SentRow & Record<string, unknown>>(
  () => sql`
  select ${millis(wentAt)} as at, channel, purpose, rank, journey, run_id as run,
    (run_id = ${given('run')} and step = ${given('step')} and channel = ${given('channel')}) as own
  from ${messages}
  where customer_id = ${ownerOfRun(given('run'))} and ${wentAt} > ${given('since')}::timestamptz and ${sentOrPerhaps}
  order by ${wentAt} desc
  limit ${mostRows + 1}`,
);

type SentRow = SentMessage & { readonly rank: Rank | null; readonly own: boolean };

/** What the customer got, and whether the asked step is itself among it: then its place is its own. */
const readSent = async (db: Queries, request: FactsRequest) => {
  const { run, now, step = '', channel } = request;
  const rows = await sentQuery(db, { run, step, channel, since: since(now) });
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
const pendingQuery = builtSql<PendingRow & Record<string, unknown>>(() => {
  const run = given('run');
  const isGoing = sql`runs.state = 'open' and runs.exit_event is null and not exists (
    select from ${sendingModes} mode where mode.store_id = runs.store_id and mode.journey = runs.journey
      and mode.until is null and mode.mode in ('off', 'shadow'))`;
  return sql`
    select at, channel, purpose, rank, journey, run from (
      select *, row_number() over (partition by rank order by at) as place from (
        select ${millis(sql.raw('coalesce(messages.not_before, messages.due_at)'))} as at, messages.channel,
          messages.purpose, messages.rank, messages.journey, messages.run_id as run
        from ${messages} join ${runs} on runs.id = messages.run_id
        where messages.customer_id = ${ownerOfRun(run)} and messages.state = 'planned' and messages.run_id <> ${run}
          and messages.reason is distinct from 'paused' and messages.reason is distinct from 'restoring'
          and messages.rank is not null and ${isGoing} and messages.expires_at >= ${given('now')}::timestamptz
          and coalesce(messages.not_before, messages.due_at) <= ${given('until')}::timestamptz
        union all
        select ${millis(sql.raw('runs.due_at'))}, null, coalesce(runs.purpose, 'marketing'), runs.rank, runs.journey, runs.id
        from ${runs}
        where runs.customer_id = ${ownerOfRun(run)} and ${isGoing} and runs.id <> ${run} and runs.rank is not null
          and runs.due_at between ${given('from')}::timestamptz and ${given('until')}::timestamptz
          and not exists (select 1 from ${messages} where messages.run_id = runs.id)
      ) as expected
    ) as ranked
    where place <= ${mostPending}
    order by at, run`;
});

interface PendingRow {
  readonly at: number;
  readonly channel: Channel | null;
  readonly purpose: Purpose;
  readonly rank: Rank;
  readonly journey: string;
  readonly run: RunId;
}

const readPending = async (db: Queries, request: FactsRequest): Promise<readonly PendingMessage[]> => {
  const { run, now } = request;
  const rows = await pendingQuery(db, {
    run,
    now: now.toISOString(),
    from: new Date(now.getTime() - horizonMillis).toISOString(),
    until: new Date(now.getTime() + horizonMillis).toISOString(),
  });
  return rows.map(({ channel, at, purpose, rank, journey, run }) => ({
    at,
    ...(channel && { channel }),
    purpose,
    rank,
    journey,
    run,
  }));
};

/** What else the customer of the run got and is about to get. */
export const readPressure = async (db: Queries, request: FactsRequest) => {
  const [sent, pending] = await Promise.all([readSent(db, request), readPending(db, request)]);
  return { ...sent, pending };
};

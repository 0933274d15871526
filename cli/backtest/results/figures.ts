import type postgres from 'postgres';
import type { Played } from '../playing/play.ts';

/** How many steps had one end. */
export interface StepCount {
  readonly journey: string;
  readonly outcome: string;
  /** Empty for what was sent. */
  readonly reason: string;
  readonly count: number;
}

/** What a backtest came to, for people. Instants are ISO 8601 in UTC, days those of the shop. */
export interface Figures {
  readonly events: number;
  /** How many events had which fate. */
  readonly fates: Readonly<Record<string, number>>;
  readonly first: string;
  readonly last: string;
  /** Until when what was begun went on. */
  readonly end: string;
  readonly customers: number;
  /** Customers who got at least one message. */
  readonly reached: number;
  readonly steps: readonly StepCount[];
  /** Sent after the last event, when no purchase was known that could have stopped it. */
  readonly sentAfterLast: number;
  readonly runs: readonly { readonly journey: string; readonly outcome: string; readonly count: number }[];
  readonly perDay: readonly { readonly day: string; readonly journey: string; readonly count: number }[];
  /** How many customers got how many messages. */
  readonly pressure: readonly { readonly messages: number; readonly customers: number }[];
  /** How many customers got how many messages in their fullest seven days. */
  readonly fullestWeek: readonly { readonly messages: number; readonly customers: number }[];
  /** Runs that a purchase stopped, by how many messages they had sent before. */
  readonly stopped: readonly { readonly journey: string; readonly after: number; readonly count: number }[];
}

/** As SQL: whether a message went. */
export const isSent = `state in ('accepted', 'delivered', 'bounced', 'complained')`;
const sent = `m.${isSent}`;

const iso = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : '');

/** Counts what the backtest's database holds; each figure is one statement, however large it is. */
export const readFigures = async (sql: postgres.Sql, played: Played, timezone: string): Promise<Figures> => {
  const last = iso(Number.isFinite(played.last) ? played.last : 0);
  const [people] = await sql<{ customers: number; reached: number; after: number }[]>`
    select (select count(*)::int from customers where merged_into is null) as customers,
      count(distinct m.customer_id)::int as reached, count(*) filter (where m.decided_at > ${last}::timestamptz)::int as after
    from messages m where ${sql.unsafe(sent)}`;
  const [steps, runs, perDay, pressure, fullestWeek, stopped] = await Promise.all([
    sql<StepCount[]>`
      select m.journey, case when ${sql.unsafe(sent)} then 'sent' else m.state end as outcome,
        coalesce(m.reason, '') as reason, count(*)::int as count
      from messages m group by 1, 2, 3 order by 1, 2, 3`,
    sql<Figures['runs'][number][]>`
      select journey, case when state = 'open' then 'still open' when outcome = 'exited' then 'stopped by ' || exit_event
        else outcome end as outcome, count(*)::int as count
      from runs group by 1, 2 order by 1, 2`,
    sql<Figures['perDay'][number][]>`
      select to_char(m.decided_at at time zone ${timezone}, 'YYYY-MM-DD') as day, m.journey, count(*)::int as count
      from messages m where ${sql.unsafe(sent)} group by 1, 2 order by 1, 2`,
    sql<Figures['pressure'][number][]>`
      select messages, count(*)::int as customers from (
        select count(m.id)::int as messages from customers c
        left join messages m on m.customer_id = c.id and ${sql.unsafe(sent)}
        where c.merged_into is null group by c.id) each
      group by 1 order by 1`,
    sql<Figures['fullestWeek'][number][]>`
      select messages, count(*)::int as customers from (
        select max(week)::int as messages from (
          select m.customer_id, count(*) over (
            partition by m.customer_id order by m.decided_at range between interval '7 days' preceding and current row
          ) as week
          from messages m where ${sql.unsafe(sent)}) windows
        group by customer_id) each
      group by 1 order by 1`,
    sql<Figures['stopped'][number][]>`
      select journey, sent as after, count(*)::int as count from runs
      where exit_event = 'order.placed' group by 1, 2 order by 1, 2`,
  ]);
  return {
    events: played.events,
    fates: played.fates,
    first: iso(played.first),
    last: iso(played.last),
    end: iso(played.end),
    customers: people!.customers,
    reached: people!.reached,
    sentAfterLast: people!.after,
    steps: [...steps],
    runs: [...runs],
    perDay: [...perDay],
    pressure: [...pressure],
    fullestWeek: [...fullestWeek],
    stopped: [...stopped],
  };
};

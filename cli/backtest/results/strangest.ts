import type postgres from 'postgres';

/** What is counted of each customer. */
export const measures = {
  sent: 'messages sent',
  week: 'messages in the fullest seven days',
  withheld: 'steps withheld',
  runs: 'runs begun',
  journeys: 'journeys entered',
  stopped: 'runs stopped by a purchase',
  waited: 'hours that a message waited at the gate',
} as const;
export type Measure = keyof typeof measures;

/** Somebody whose figures are rare. */
export interface Stranger {
  /** The input's own name of the customer. */
  readonly customer: string;
  /** How rare all figures are together, in bits: as rare as so many heads in a row. */
  readonly bits: number;
  readonly figures: Readonly<Record<Measure, number>>;
  /** The figures that are rarest, the rarest first, with the share of customers who have as much or more. */
  readonly because: readonly { readonly measure: Measure; readonly share: number }[];
}

/**
 * The customers to look at first: for each figure the share of customers with as much or more, and of these shares
 * -log2, added up over the figures (the empirical tail as a surprise, as C. E. Shannon measures it). Nothing has to be
 * known of how the figures are spread; a figure that everybody has adds nothing.
 */
export const findStrangest = async (sql: postgres.Sql, count = 10): Promise<readonly Stranger[]> => {
  const names = Object.keys(measures) as Measure[];
  const share = (name: Measure) => `cume_dist() over (order by ${name} desc) as share_${name}`;
  const bits = names.map((name) => `log(2, share_${name}::numeric)`).join(' + ');
  const rows = await sql<Readonly<Record<string, number | string>>[]>`
    with counted as (
      select c.id, coalesce(m.sent, 0) as sent, coalesce(m.withheld, 0) as withheld, coalesce(w.week, 0) as week,
        coalesce(r.runs, 0) as runs, coalesce(r.journeys, 0) as journeys, coalesce(r.stopped, 0) as stopped,
        coalesce(m.waited, 0) as waited
      from customers c
      left join (
        select customer_id, count(*) filter (where state in ('accepted', 'delivered', 'bounced', 'complained'))::int as sent,
          count(*) filter (where state = 'withheld')::int as withheld,
          round(max(extract(epoch from decided_at - due_at)) / 3600)::int as waited
        from messages group by 1
      ) m on m.customer_id = c.id
      left join (
        select customer_id, max(week)::int as week from (
          select customer_id, count(*) over (
            partition by customer_id order by decided_at range between interval '7 days' preceding and current row) as week
          from messages where state in ('accepted', 'delivered', 'bounced', 'complained')) windows
        group by 1
      ) w on w.customer_id = c.id
      left join (
        select customer_id, count(*)::int as runs, count(distinct journey)::int as journeys,
          count(*) filter (where exit_event = 'order.placed')::int as stopped
        from runs group by 1
      ) r on r.customer_id = c.id
      where c.merged_into is null
    ), shared as (
      select counted.*, ${sql.unsafe(names.map(share).join(', '))} from counted
    )
    select shared.*, round(-(${sql.unsafe(bits)}), 1)::float8 as bits, coalesce(own.value, '') as customer
    from shared
    left join lateral (
      select value from customer_aliases a where a.customer_id = shared.id
      order by array_position(array['id', 'email', 'phone', 'anonymous'], a.kind), value limit 1
    ) own on true
    order by bits desc, customer limit ${count}`;
  return rows.flatMap((row) => {
    // Like everybody else.
    if (Number(row['bits']) === 0) return [];
    const shares = names.map((measure) => ({ measure, share: Number(row[`share_${measure}`]) }));
    return {
      customer: String(row['customer']),
      bits: Number(row['bits']),
      figures: Object.fromEntries(names.map((name) => [name, Number(row[name])])) as Stranger['figures'],
      because: shares
        .filter(({ measure, share }) => share <= 0.2 && Number(row[measure]) > 0)
        .toSorted((a, b) => a.share - b.share)
        .slice(0, 3),
    };
  });
};

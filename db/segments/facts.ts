import { sql } from 'drizzle-orm';
import { dayMillis } from '../../domain/civil/day.ts';
import type { ContactKind } from '../../domain/contact.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { SegmentFacts } from '../../domain/segments/facts.ts';
import type { RfmGroup } from '../../domain/scores/rfm/profiles.ts';
import { type IntentCounts, intentHalfLife, intentHalfLives, intentScore } from '../../domain/scores/signals/intent.ts';
import { millis } from '../millis.ts';
import { dayText } from '../scoring/days.ts';
import type { Queries } from '../client.ts';

/** Of whom facts are asked, and as of when; `today` is the civil day of `now` where the shop is. */
export interface FactsAsked {
  readonly store: StoreId;
  readonly ids: readonly CustomerId[];
  readonly now: number;
  readonly today: number;
}

/** What is known of a customer, and which version of the statistics of their orders it is made from; null: none. */
export interface KnownCustomer {
  readonly facts: SegmentFacts;
  readonly version: number | null;
}

/** Somebody of whom nothing but their browser is known is in no segment; of a customer `c`. */
export const isKnown = sql`exists (
  select from customer_aliases where customer_aliases.customer_id = c.id and customer_aliases.kind <> 'anonymous')`;

/**
 * Ids as rows. Through an array, of which the planner expects a few: of what comes out of a JSON it expects a hundred, and
 * reads tables whole for them.
 */
export const idsAsked = (ids: readonly CustomerId[]) =>
  sql`unnest(array(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)))`;

/**
 * What is known of customers, by indices of each alone: nothing here grows with the shop. Who was merged or erased, or is
 * known by a browser alone, is left out.
 */
export const readSegmentFacts = async (
  queries: Queries,
  { store, ids, now, today }: FactsAsked,
): Promise<ReadonlyMap<CustomerId, KnownCustomer>> => {
  if (ids.length === 0) return new Map();
  const yearFrom = dayText(today / dayMillis - 365);
  const looksFrom = new Date(now - intentHalfLives * intentHalfLife).toISOString();
  const rows = await queries.execute<FactsRow & Record<string, unknown>>(sql`
    select c.id, ${millis(sql`c.created_at`)} as known_since,
      bought.days, bought.first::text, bought.last::text, bought.amount, bought.year_amount,
      greatest(o.days - 1, 0) as gaps, o.gap_log_sum, o.version,
      s.alive, s.churn, s.expected_orders, s.lifetime_value::float8,
      g.rfm_group as rfm, g.price_index, (g.details -> 'prices' ->> 'lines')::int as judged_lines,
      l.customer_id is not null as member, l.points, ${millis(sql`l.redeemed_at`)} as redeemed_at,
      ${millis(sql`a.last_referral_at`)} as referral_at, coalesce(a.reviews, 0) as reviews,
      (select jsonb_object_agg(kind, ${millis(sql`at`)}) from last_contacts where customer_id = c.id) as contacts,
      (select ${millis(sql`max(last_at)`)} from interests where customer_id = c.id) as looked_at,
      (select jsonb_agg(jsonb_build_object('visits', visits, 'cartedAt', ${millis(sql`carted_at`)}))
        from interests where customer_id = c.id and last_at > ${looksFrom}::timestamptz) as looked,
      (select jsonb_agg(${millis(sql`checkout_at`)}) from carts
        where customer_id = c.id and state = 'open' and updated_at > ${looksFrom}::timestamptz
          and checkout_at is not null) as checkouts,
      (select jsonb_object_agg(channel, ${millis(sql`at`)}) from (
        select distinct on (channel) channel, state, at from consents
        where customer_id = c.id and purpose = 'marketing' and list = ''
        order by channel, at desc) act where state = 'granted') as subscribed
    from ${idsAsked(ids)} asked(id)
    join customers c on c.id = asked.id and c.store_id = ${store}
    left join lateral (
      select count(*)::int as days, min(day) as first, max(day) as last, coalesce(sum(amount), 0)::float8 as amount,
        coalesce(sum(amount) filter (where day > ${yearFrom}::date), 0)::float8 as year_amount
      from purchase_days where customer_id = c.id) bought on true
    left join order_statistics o on o.customer_id = c.id
    left join scores s on s.customer_id = c.id
    left join signals g on g.customer_id = c.id
    left join loyalty_accounts l on l.customer_id = c.id
    left join advocates a on a.customer_id = c.id
    where c.merged_into is null and c.erased_at is null and ${isKnown}`);
  return new Map(rows.map((row) => [row.id, { facts: factsOf(row, now), version: row.version }] as const));
};

interface FactsRow {
  readonly id: CustomerId;
  readonly known_since: number;
  readonly days: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly amount: number;
  readonly year_amount: number;
  readonly gaps: number | null;
  readonly gap_log_sum: number | null;
  readonly version: number | null;
  readonly alive: number | null;
  readonly churn: number;
  readonly expected_orders: number;
  readonly lifetime_value: number | null;
  readonly member: boolean;
  readonly points: number;
  readonly redeemed_at: number | null;
  readonly referral_at: number | null;
  readonly reviews: number;
  readonly contacts: Readonly<Partial<Record<ContactKind, number>>> | null;
  readonly looked_at: number | null;
  readonly looked: readonly IntentCounts[] | null;
  readonly rfm: RfmGroup | null;
  readonly price_index: number | null;
  readonly judged_lines: number | null;
  readonly checkouts: readonly number[] | null;
  readonly subscribed: Readonly<Partial<Record<Channel, number>>> | null;
}

const factsOf = (row: FactsRow, now: number): SegmentFacts => {
  const contacts = row.contacts ?? {};
  const { purchase: since } = contacts;
  return {
    orders: {
      days: row.days,
      first: dayOf(row.first),
      last: dayOf(row.last),
      amount: row.amount,
      yearAmount: row.year_amount,
      gaps: { count: row.gaps ?? 0, logSum: row.gap_log_sum ?? 0 },
    },
    ...(row.alive !== null && {
      score: {
        alive: row.alive,
        churn: row.churn,
        expectedOrders: row.expected_orders,
        lifetimeValue: row.lifetime_value,
      },
    }),
    signals: {
      ...(row.rfm !== null && { rfm: row.rfm }),
      intent: {
        score: intentScore(row.looked ?? [], row.checkouts ?? [], { now, since }).score,
        halfLife: intentHalfLife,
      },
      ...(row.price_index !== null && { discounts: { index: row.price_index, lines: row.judged_lines ?? 0 } }),
    },
    contacts,
    ...(row.looked_at !== null && { lookedAt: row.looked_at }),
    knownSince: row.known_since,
    subscribed: row.subscribed ?? {},
    ...(row.member && { loyalty: { points: row.points, redeemedAt: row.redeemed_at ?? undefined } }),
    advocacy: { lastReferralAt: row.referral_at ?? undefined, reviews: row.reviews },
  };
};

const dayOf = (day: string | null): number | undefined => (day === null ? undefined : Date.parse(`${day}T00:00:00Z`));

import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { PolicySection } from '../../domain/policy/policy.ts';
import type { Queries } from '../client.ts';
import { sentOrPerhaps } from '../facts/pressure.ts';

/** What went out while one version of a section of the policy held, and what came of it. */
interface PolicyResult extends Record<string, unknown> {
  /** 0: the default, before anybody saved one. */
  readonly version: number;
  /** Marketing messages that went, or may have gone, and to how many customers. */
  readonly sent: number;
  readonly customers: number;
  /** Messages of which a person followed a link. */
  readonly clicked: number;
  /** Orders that stand, placed after such a click, and what they brought in minor units of the store's currency. */
  readonly orders: number;
  readonly revenue: number;
  /** Who left within a week of a message, and complaints. */
  readonly unsubscribed: number;
  readonly complained: number;
}

interface Range {
  readonly section: PolicySection;
  readonly since: Date;
  readonly until: Date;
}

/**
 * What marketing brought and what it cost in goodwill, by the version of a section that decided each message (R82). An order
 * belongs to the last message that was followed before it: within five days by e-mail, within one by text message. Who
 * leaves, leaves because of the last message of the channel, as `sending_counts` has it. Newest version first.
 */
export const readPolicyResults = async (
  queries: Queries,
  store: StoreId,
  { section, since, until }: Range,
): Promise<readonly PolicyResult[]> =>
  queries.execute<PolicyResult>(sql`
    with sent as materialized (
      select id, customer_id, channel, state, coalesce((policy_versions ->> ${section})::int, 0) as version
      from messages
      where store_id = ${store} and purpose = 'marketing' and ${sentOrPerhaps}
        and decided_at >= ${since.toISOString()}::timestamptz and decided_at < ${until.toISOString()}::timestamptz),
    followed as materialized (
      select sent.id, sent.customer_id, sent.channel, sent.version, min(clicks.first_at) as at
      from sent join clicks on clicks.message_id = sent.id
      where clicks.first_at is not null
      group by sent.id, sent.customer_id, sent.channel, sent.version),
    bought as (
      select distinct on (o.id) o.id, o.counted_amount, followed.version
      from followed join orders o on o.customer_id = followed.customer_id and o.counted_day is not null
        and o.placed_at >= followed.at
        and o.placed_at < followed.at + case followed.channel when 'email' then interval '5 days' else interval '1 day' end
      order by o.id, followed.at desc),
    withdrawn as (
      select distinct on (act.customer_id, act.channel, date_trunc('day', act.at)) act.customer_id, act.channel, act.at
      from (select distinct customer_id, channel from sent) reached
      join consents act on act.customer_id = reached.customer_id and act.channel = reached.channel
        and act.purpose = 'marketing' and act.state = 'withdrawn'
      where act.at >= ${since.toISOString()}::timestamptz
        and act.at < ${until.toISOString()}::timestamptz
      order by act.customer_id, act.channel, date_trunc('day', act.at), act.at),
    gone as (
      select last.version from withdrawn
      cross join lateral (
        select coalesce((policy_versions ->> ${section})::int, 0) as version from messages
        where customer_id = withdrawn.customer_id and channel = withdrawn.channel and purpose = 'marketing'
          and ${sentOrPerhaps}
          and coalesce(claimed_at, accepted_at) between withdrawn.at - interval '7 days' and withdrawn.at
        order by coalesce(claimed_at, accepted_at) desc limit 1) last)
    select version, count(*)::int as sent, count(distinct customer_id)::int as customers,
      (select count(*)::int from followed where followed.version = sent.version) as clicked,
      (select count(*)::int from bought where bought.version = sent.version) as orders,
      (select coalesce(sum(counted_amount), 0)::float8 from bought where bought.version = sent.version) as revenue,
      (select count(*)::int from gone where gone.version = sent.version) as unsubscribed,
      count(*) filter (where state = 'complained')::int as complained
    from sent group by version order by version desc`);

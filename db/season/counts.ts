import { sql } from 'drizzle-orm';
import type { CampaignId } from '../../domain/ids.ts';
import type { MessageState } from '../../domain/message-state.ts';
import type { CampaignPath } from '../../domain/season/paths.ts';
import type { TemplateId } from '../../domain/templates.ts';
import type { Queries } from '../client.ts';
import { campaigns, messages, runs } from '../schema/index.ts';

/** What became of a campaign so far. */
export interface CampaignCounts {
  /** The customers by the path that they go: how many entered, are still in it, and left it by a purchase. */
  readonly paths: readonly {
    readonly path: CampaignPath;
    readonly entered: number;
    readonly open: number;
    readonly bought: number;
  }[];
  /** Its messages by letter and fate, with the reason of those that wait, were withheld or failed. */
  readonly letters: readonly {
    readonly template: TemplateId;
    readonly state: MessageState;
    readonly reason: string | null;
    readonly count: number;
  }[];
}

/** Counts the runs and messages of a campaign: a second or so for 100,000 customers, so pages keep the answer. */
export const countCampaign = async (
  queries: Queries,
  campaign: CampaignId,
  journeys: readonly string[],
): Promise<CampaignCounts> => {
  const own = sql`
    select r.id, r.event ->> 'path' as path, r.state, r.exit_event from ${runs} r
    join ${campaigns} c on c.id = ${campaign}::uuid and c.store_id = r.store_id
    where r.journey in (${sql.join(
      journeys.map((journey) => sql`${journey}`),
      sql`, `,
    )}) and r.subject = ${campaign}`;
  const [paths, letters] = await Promise.all([
    queries.execute<CampaignCounts['paths'][number] & Record<string, unknown>>(sql`
      select path, count(*)::int as entered, (count(*) filter (where state = 'open' and exit_event is null))::int as open,
        (count(*) filter (where exit_event = 'order.placed'))::int as bought
      from (${own}) own group by path order by count(*) desc, path`),
    queries.execute<CampaignCounts['letters'][number] & Record<string, unknown>>(sql`
      select m.template, m.state, m.reason, count(*)::int as count
      from (${own}) own join ${messages} m on m.run_id = own.id
      group by 1, 2, 3 order by count(*) desc`),
  ]);
  return { paths, letters };
};

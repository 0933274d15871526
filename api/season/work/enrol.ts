import type { Queries } from '../../../db/client.ts';
import { lockCustomers } from '../../../db/customers/customers.ts';
import { readSaved } from '../../../db/definitions/saved-segments.ts';
import { eventUuid } from '../../../db/ids.ts';
import { readSection } from '../../../db/policies/section.ts';
import { readStandings } from '../../../db/facts/standing.ts';
import { pageOfCustomers, readAudience } from '../../../db/season/audience.ts';
import type { CampaignRow, SeasonWorkRow } from '../../../db/season/campaigns.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { momentsOf } from '../../../domain/civil/campaign-moments.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { IgnoredReason } from '../../../domain/reasons.ts';
import { leftOutBy } from '../../../domain/policy/audiences.ts';
import { momentFor, type Moments } from '../../../domain/season/moments.ts';
import { pathOf } from '../../../domain/season/paths.ts';
import { knownValue } from '../../../domain/segments/stored.ts';
import { type Millis, toMillis } from '../../../domain/time/instant.ts';
import { carryOut } from '../../intake/carry-out.ts';
import { readFacts } from '../../intake/facts.ts';
import { drawnIds, type Mint } from '../../intake/mint.ts';
import { route } from '../../route/route.ts';
import type { RoutedEvent } from '../../route/routing.ts';
import { endOf, type Step } from './step.ts';

interface Enrolment {
  readonly work: SeasonWorkRow;
  readonly campaign: CampaignRow;
  readonly store: StoreRow;
  /** The journeys that go through campaigns. */
  readonly specs: readonly JourneySpec[];
  readonly now: Millis;
  readonly mint?: Mint;
}

/** Customers of one step: their locks are held until its end, which is soon. */
const pageSize = 20;

/**
 * Enters the next customers into a campaign by the road that events take: each under their lock, once, told to Temporal
 * through the outbox. Who is in it already, or is none of its audience, is passed by with a reason.
 */
export const enrolPage = async (queries: Queries, enrolment: Enrolment): Promise<Step> => {
  const { work, campaign, store, now } = enrolment;
  const page = await pageOfCustomers(queries, { store: store.id, after: work.cursor, limit: pageSize });
  const moments = momentsOf(campaign.plan, store.timezone);
  if (page.length === 0 || !Object.values(moments).some(({ until }) => toMillis(until) > now)) {
    return endOf(work, now);
  }
  const locked = await lockCustomers(queries, page);
  const alive = locked.filter(({ mergedInto, erasedAt }) => mergedInto === null && erasedAt === null);
  const ids = alive.map(({ id }) => id);
  const [audience, standings, saved, value] = await Promise.all([
    readAudience(queries, ids),
    readStandings(queries, ids),
    readSaved(queries, { store, customers: ids, now: new Date(now), namedBy: [campaign.plan.audience] }),
    readSection(queries, store.id, 'value', new Date(now)),
  ]);
  let done = work.done;
  const passed: Partial<Record<IgnoredReason, number>> = { ...work.passed };
  for (const [id, { orders, contacts, knownSince }] of audience) {
    const { segments } = knownValue(orders, standings.get(id), value, now);
    const isMeant = !leftOutBy([...segments, ...(saved.get(id) ?? [])], campaign.plan.audience ?? {});
    const path = pathOf({ segments, contacts, knownSince }, now);
    const reason =
      isMeant && campaign.plan.paths.includes(path)
        ? await enrol(queries, enrolment, moments, {
            type: 'campaign.entered',
            ids: { campaignId: campaign.id, kind: campaign.plan.kind, path },
            at: now,
            customer: id,
          })
        : 'not_for_them';
    if (reason === undefined) done += 1;
    else passed[reason] = (passed[reason] ?? 0) + 1;
  }
  return { cursor: page.at(-1)!, done, passed, finishedAt: null };
};

/** Why the customer does not enter; undefined when they do. */
const enrol = async (
  queries: Queries,
  { store, specs, now, mint = drawnIds }: Enrolment,
  moments: Moments,
  routed: RoutedEvent,
): Promise<IgnoredReason | undefined> => {
  const { customer } = routed;
  const customers = { owner: customer, matched: [customer], also: [], visitors: [] };
  const known = { now, calendar: store.calendar, outdated: false, ordered: false };
  const facts = await readFacts(queries, store.id, specs, routed, customers, known);
  const { decisions, ignored } = route(routed, specs, facts);
  const dueAt = firstFor(moments, customer, now);
  const starts = decisions.flatMap((one) => (one.kind === 'start' ? [{ ...one, dueAt }] : []));
  if (starts.length === 0) return ignored ?? 'entered_before';
  const eventId = eventUuid(store.id, `campaign/${starts[0]!.subject}/${customer}/${starts[0]!.episode}`);
  const occasion = { specs, store, customer, routed, eventId, now, live: facts.live, mint };
  for (const send of carryOut(queries, occasion, starts)) await send();
  return undefined;
};

/** When the customer's run has something to do: Temporal need not hold a timer before. */
const firstFor = (moments: Moments, customer: CustomerId, now: Millis): Millis =>
  Math.max(
    now,
    Math.min(
      ...Object.values(moments)
        .filter(({ until }) => toMillis(until) > now)
        .map((window) => momentFor(window, customer)),
    ),
  );

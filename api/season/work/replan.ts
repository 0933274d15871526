import type { Queries } from '../../../db/client.ts';
import { eventUuid } from '../../../db/ids.ts';
import { insertOutbox, type NewOutboxRow } from '../../../db/road/outbox.ts';
import type { SeasonWorkRow } from '../../../db/season/campaigns.ts';
import { pageOfRuns } from '../../../db/season/work.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { replanSignal } from '../../../domain/run.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { endOf, type Step } from './step.ts';

/** Runs of one step. */
const pageSize = 100;

/** Tells the next runs, through the outbox, that there is another plan; what it says is read when it is told. */
export const replanPage = async (
  queries: Queries,
  work: SeasonWorkRow,
  specs: readonly JourneySpec[],
  now: Millis,
): Promise<Step> => {
  const { storeId, campaignId: campaign } = work;
  const journeys = specs.map(({ name }) => name);
  const page =
    journeys.length === 0
      ? []
      : await pageOfRuns(queries, { store: storeId, campaign, journeys, after: work.cursor, limit: pageSize });
  if (page.length === 0) return endOf(work, now);
  await insertOutbox(
    queries,
    page.map(
      ({ id, customerId }) =>
        ({
          storeId,
          customerId,
          runId: id,
          kind: 'signal',
          signal: { name: replanSignal, ids: { eventId: eventUuid(storeId, `replan/${work.id}/${id}`) } },
          notBefore: new Date(now),
        }) as unknown as NewOutboxRow,
    ),
  );
  return { cursor: page.at(-1)!.id, done: work.done + page.length, passed: {}, finishedAt: null };
};

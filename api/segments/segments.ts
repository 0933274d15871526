import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import { readDefinitions } from '../../db/definitions/definitions.ts';
import { readNewestRun } from '../../db/segments/runs.ts';
import { countSizes, readSizes, type SizeRow } from '../../db/segments/sizes.ts';
import { dayMillis } from '../../domain/civil/day.ts';
import { describedDefinition, type DescribedSegment } from '../../domain/definitions/described.ts';
import { segmentRules } from '../../domain/segments/index.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';

interface SegmentsDeps {
  readonly db: Queries;
  readonly clock: Clock;
}

/** Days of history that are shown. */
const shownDays = 400;

/**
 * `GET /v1/segments`: every segment, the store's own after those of the product, with who is in it, what the shop wants of them, how many there are and how many there
 * were; with the lines that the newest run drew.
 */
export const getSegments =
  ({ db, clock }: SegmentsDeps): RequestHandler =>
  async (_request, response) => {
    const store = storeOf(response);
    const since = new Date(clock.now() - shownDays * dayMillis).toISOString().slice(0, 10);
    const [now, history, run, definitions] = await Promise.all([
      countSizes(db, store.id),
      readSizes(db, store.id, since),
      readNewestRun(db, store.id),
      readDefinitions(db, store.id),
    ]);
    const described: readonly DescribedSegment[] = [
      ...segmentRules,
      ...[...definitions.values()].map(describedDefinition),
    ];
    response.json({
      segments: described.map(({ name, title, sentence, goal }) => ({
        name,
        title,
        sentence,
        goal,
        size: now.get(name) ?? 0,
        history: history.filter(({ segment }) => segment === name).map(sizeView),
      })),
      lines: run ? { asOf: run.asOf, state: run.state, startedAt: run.startedAt, ...run.cuts } : null,
    });
  };

const sizeView = ({ day, customers, primaries }: SizeRow) => ({ day, size: customers, main: primaries });

import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Queries } from '../../db/client.ts';
import { type Latency, readLatencies } from '../../db/pages/latencies.ts';
import { readSection } from '../../db/policies/section.ts';
import { idleOf } from '../../domain/cadence.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { CadencesPolicy } from '../../domain/policy/cadences.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { storeOf } from '../access/access.ts';
import { flawsOf } from '../events/flaw.ts';
import { Problem } from '../http/problem.ts';

const hourMillis = 3_600_000;
const usualHours = 24;
const mostHours = 720;

/** The shortest first wait of an event, which lateness must never come near: at peaks usual triggers are too slow (R124). */
export const eventDelayOf = ({ name, ...spec }: JourneySpec, { byJourney }: CadencesPolicy): Millis | undefined => {
  const idle = idleOf(spec, byJourney[name]);
  if (idle === undefined || typeof idle === 'string') return undefined;
  // Longer than any event: it waits for the end of it, and for nothing that must be quick.
  const [shortest] = [idle.event, idle.dday].map(durationMillis).toSorted((a, b) => a - b);
  return shortest! < durationMillis('1 day') ? shortest : undefined;
};

export interface LatencyRow extends Latency {
  /** Milliseconds; null: it has no wait that an event shortens. */
  readonly eventDelay: Millis | null;
  /** Whether 99 of 100 decisions come well within that wait: within a tenth of it. */
  readonly isInTime: boolean | null;
}

/** How soon after an event, or after it was due, messages were decided (R123), beside the waits of an event. */
export const reportLatencies = async (
  db: Queries,
  specs: readonly JourneySpec[],
  { store, now, hours }: { readonly store: StoreId; readonly now: Millis; readonly hours: number },
): Promise<{ readonly since: string; readonly hours: number; readonly journeys: readonly LatencyRow[] }> => {
  const since = new Date(now - hours * hourMillis);
  const [rows, cadences] = await Promise.all([
    readLatencies(db, store, since),
    readSection(db, store, 'cadences', new Date(now)),
  ]);
  const delays = new Map(specs.map((spec) => [spec.name, eventDelayOf(spec, cadences)]));
  const tightest = Math.min(...[...delays.values()].filter((delay) => delay !== undefined));
  return {
    since: toInstant(since.getTime()),
    hours,
    journeys: rows
      .filter(({ decisions }) => decisions > 0)
      .map((row) => {
        const eventDelay = row.journey === null ? tightest : delays.get(row.journey);
        if (eventDelay === undefined || !Number.isFinite(eventDelay))
          return { ...row, eventDelay: null, isInTime: null };
        return { ...row, eventDelay, isInTime: row.p99 * 10 <= eventDelay };
      }),
  };
};

const wanted = `write 1 to ${mostHours}`;
const query = z.object({
  hours: z.coerce.number(wanted).int().min(1, wanted).max(mostHours, wanted).default(usualHours),
});

interface LatenciesDeps {
  readonly db: Queries;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

/** `GET /v1/latencies?hours=24`: from event to decision, p50 and p99. @throws Problem 422 */
export const getLatencies =
  ({ db, clock, specs }: LatenciesDeps): RequestHandler =>
  async (request, response) => {
    const read = query.safeParse(request.query);
    if (!read.success) {
      throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws: flawsOf(read.error) });
    }
    const { hours } = read.data;
    response.json(await reportLatencies(db, specs, { store: storeOf(response).id, now: clock.now(), hours }));
  };

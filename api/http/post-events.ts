import type { RequestHandler } from 'express';
import { ignoredReasons, quarantineReasons } from '../../domain/reasons.ts';
import { storeOf } from '../access/access.ts';
import { readEvent, type Reading } from '../events/read-event.ts';
import type { Accepted, Fate } from '../intake/received.ts';
import { readJson } from './json-body.ts';
import { Problem } from './problem.ts';
import { takeEvents, type TakeEventsDeps } from './take-events.ts';

const maxBatch = 500;

/** `POST /v1/events`: one event, a list of them, or `{"events": [...]}`. */
export const postEvents =
  (deps: TakeEventsDeps): RequestHandler =>
  async (request, response) => {
    const store = storeOf(response);
    const body = readJson(request.body);
    const batch = batchOf(body);
    if (batch && batch.length > maxBatch) {
      throw new Problem(422, 'too_many', `a batch holds at most ${maxBatch} events; this one holds ${batch.length}`);
    }
    const now = deps.clock.now();
    const readings = (batch ?? [body]).map((one) => readEvent(one, now));
    const first = readings[0];
    if (!batch && first && !first.ok) {
      throw new Problem(422, 'invalid_event', 'the event is not valid', { flaws: first.flaws });
    }
    const accepted = await takeEvents(deps, store, readings);
    const events = readings.map((reading, index) => answer(reading, accepted[index]));
    const isConflict = !batch && events[0]?.fate === 'conflict';
    response.status(isConflict ? 409 : 202).json({ events });
  };

const batchOf = (body: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null || !('events' in body)) return undefined;
  if (!Array.isArray(body.events) || Object.keys(body).length > 1) {
    throw new Problem(422, 'invalid_batch', 'a batch is {"events": [...]} and nothing else');
  }
  return body.events;
};

/** What the store is told of one event. */
const answer = (reading: Reading, accepted: Accepted | undefined) => {
  if (!reading.ok) return { id: reading.id ?? null, fate: 'invalid' as const, fields: reading.flaws };
  const { fate } = accepted!;
  const why = whyOf(fate);
  return { id: reading.received.event.id, ...fate, ...(why === undefined ? {} : { why }) };
};

const whyOf = (fate: Fate): string | undefined => {
  if (fate.fate === 'ignored') return ignoredReasons[fate.reason];
  if (fate.fate === 'quarantined') return quarantineReasons[fate.reason];
  return fate.fate === 'conflict' ? 'another event was accepted under this id' : undefined;
};

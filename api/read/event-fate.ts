import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import { readEventFate } from '../../db/road/fates.ts';
import { ignoredReasons, quarantineReasons } from '../../domain/reasons.ts';
import { storeOf } from '../access/access.ts';
import { storable, unknownObject } from './unknown-object.ts';

const words: Readonly<Record<string, string>> = { ...ignoredReasons, ...quarantineReasons };

/** `GET /v1/events/:eventId`: what became of an event, by the id under which the store told it. */
export const getEventFate =
  (db: Queries): RequestHandler =>
  async (request, response) => {
    const eventId = storable(request.params['eventId']);
    const event = eventId === undefined ? undefined : await readEventFate(db, storeOf(response).id, eventId);
    if (!event) throw unknownObject('event');
    const { reason, ...known } = event;
    response.json({ ...known, ...(reason === null ? {} : { reason, why: words[reason] }) });
  };

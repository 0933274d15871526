import type { RequestHandler } from 'express';
import { validate as isUuid } from 'uuid';
import type { Queries } from '../../db/client.ts';
import { readMessage } from '../../db/pages/messages.ts';
import { showIn } from '../explain/show.ts';
import { verdictView } from '../explain/views.ts';
import { storeOf } from '../access/access.ts';
import { unknownObject } from './unknown-object.ts';
import { messageView } from './views.ts';

/** `GET /v1/messages/:messageId`: one decision with what each rule said and saw, in sentences too. */
export const getMessage =
  (db: Queries): RequestHandler =>
  async (request, response) => {
    const id = String(request.params['messageId']);
    const found = isUuid(id) ? await readMessage(db, id) : undefined;
    if (found?.message.storeId !== storeOf(response).id) throw unknownObject('message');
    const show = showIn(storeOf(response).timezone);
    const verdicts = found.message.verdicts.map((verdict) => verdictView(verdict, show));
    response.json({ ...messageView(found.message), carrier: found.carrier, verdicts });
  };

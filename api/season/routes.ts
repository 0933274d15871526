import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { type CampaignRow, listCampaigns, listWork, readCampaign } from '../../db/season/campaigns.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { Problem } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { why } from '../operate/fields.ts';
import { storable, unknownObject } from '../read/unknown-object.ts';
import { calendarBody } from './calendar-body.ts';
import { campaignBody, campaignName } from './campaign-body.ts';
import type { cancelCampaign, enrolAgain } from './change-campaign.ts';
import { saveCalendar } from './save-calendar.ts';
import { saveCampaign, type SeasonActor } from './save-campaign.ts';
import { campaignView } from './views.ts';

export interface SeasonDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
}

/** `GET /v1/campaigns` */
export const getCampaigns =
  ({ db }: SeasonDeps): RequestHandler =>
  async (_request, response) => {
    const store = storeOf(response);
    const rows = await listCampaigns(db, store.id);
    const views = await Promise.all(rows.map(async (row) => campaignView(row, store, await listWork(db, row.id))));
    response.json({ campaigns: views });
  };

/** `GET /v1/campaigns/:name` @throws Problem 404 */
export const getCampaign =
  (deps: SeasonDeps): RequestHandler =>
  async (request, response) => {
    const name = storable(request.params['name']);
    const row = name === undefined ? undefined : await readCampaign(deps.db, storeOf(response).id, name);
    await answer(deps, response, row);
  };

/** `PUT /v1/campaigns/:name` @throws Problem 409 or 422 */
export const putCampaign =
  (deps: SeasonDeps): RequestHandler =>
  async (request, response) => {
    const store = storeOf(response);
    const name = campaignName.safeParse(request.params['name']);
    if (!name.success) throw invalid([{ field: 'name', problem: name.error.issues[0]!.message }]);
    const wish = z.strictObject({ campaign: campaignBody(store.timezone), basedOn: z.int().min(0), why });
    const { campaign: plan, basedOn, why: reason } = readBody(request, wish, invalid);
    const saving = await saveCampaign(
      deps.db,
      store,
      { name: name.data, plan, basedOn },
      actor(deps, response, reason),
    );
    switch (saving.outcome) {
      case 'invalid':
        throw invalid(saving.flaws);
      case 'conflict':
        throw new Problem(409, 'conflict', `version ${saving.latest} was saved meanwhile; read it, then save again`);
      case 'cancelled':
        throw new Problem(409, 'cancelled', 'the campaign was called off; save another one under another name');
      case 'saved':
      case 'unchanged':
        return answer(deps, response, saving.campaign);
      default:
        return saving satisfies never;
    }
  };

/** `POST /v1/campaigns/:name/cancel` and `…/enrol` @throws Problem 404 or 422 */
export const postCampaign =
  (deps: SeasonDeps, change: typeof cancelCampaign | typeof enrolAgain): RequestHandler =>
  async (request, response) => {
    const { why: reason } = readBody(request, z.strictObject({ why }), invalid);
    const name = storable(request.params['name']);
    const store = storeOf(response).id;
    const row = name === undefined ? undefined : await change(deps.db, store, name, actor(deps, response, reason));
    await answer(deps, response, row);
  };

/** `GET /v1/calendar` */
export const getCalendar =
  ({ db }: SeasonDeps): RequestHandler =>
  async (_request, response) => {
    response.json({ calendar: (await readStore(db, storeOf(response).id))!.calendar });
  };

/** `PUT /v1/calendar` @throws Problem 422 */
export const putCalendar =
  (deps: SeasonDeps): RequestHandler =>
  async (request, response) => {
    const { calendar, why: reason } = readBody(request, z.strictObject({ calendar: calendarBody, why }), invalid);
    await saveCalendar(deps.db, storeOf(response).id, calendar, actor(deps, response, reason));
    response.json({ calendar });
  };

const answer = async ({ db }: SeasonDeps, response: Response, row: CampaignRow | undefined): Promise<void> => {
  if (!row) throw unknownObject('campaign');
  response.json(campaignView(row, storeOf(response), await listWork(db, row.id)));
};

const actor = ({ clock }: SeasonDeps, response: Response, reason: string): SeasonActor => ({
  at: clock.now(),
  actor: actorOf(response),
  why: reason,
});

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_season', 'nothing was saved; each flaw names its field', { flaws });

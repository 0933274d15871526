import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { holdCalendar, writeCalendar } from '../../db/season/calendar.ts';
import { endOlderReplans, insertWork } from '../../db/season/work.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';
import type { SeasonActor } from './save-campaign.ts';

/**
 * Says when the store is in which mode. Runs that begin now go by it; those under way with a wait that differs by mode are
 * told of it, each once (R18).
 *
 * @returns false when that was said already.
 */
export const saveCalendar = async (
  db: Database,
  store: StoreId,
  calendar: SeasonCalendar,
  { at, actor }: SeasonActor,
): Promise<boolean> =>
  db.transaction(async (queries) => {
    if (isDeepStrictEqual(await holdCalendar(queries, store), calendar)) return false;
    await writeCalendar(queries, store, calendar);
    await endOlderReplans(queries, { store, campaign: null, at: new Date(at) });
    const work = { id: v7(), storeId: store, kind: 'replan', campaignId: null, round: null } as const;
    await insertWork(queries, { ...work, dueAt: new Date(at), createdAt: new Date(at) });
    const detail = { intervals: calendar.length };
    await recordAct(queries, { at, actor, act: 'calendar.saved', subject: `calendar/${store}`, store, detail });
    return true;
  });

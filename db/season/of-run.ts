import { type SQL, sql } from 'drizzle-orm';
import { runs } from '../schema/road.ts';
import { campaigns } from '../schema/season.ts';

/** Joins the campaign that a run is about, by the trigger's ids. */
export const campaignOfRun: SQL = sql`${campaigns.id} = (${runs.event} ->> 'campaignId')::uuid`;

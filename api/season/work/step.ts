import type { SeasonWorkRow } from '../../../db/season/campaigns.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** How far a piece of work has come. */
export type Step = Pick<SeasonWorkRow, 'cursor' | 'done' | 'passed' | 'finishedAt'>;

/** Nothing of it is left. */
export const endOf = ({ cursor, done, passed }: SeasonWorkRow, now: Millis): Step => ({
  cursor,
  done,
  passed,
  finishedAt: new Date(now),
});

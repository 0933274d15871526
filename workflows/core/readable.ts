import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { Wait } from '../../domain/time/season.ts';

/** `2026-11-23 10:00 UTC`: an instant as operators read it. */
export const readableInstant = (millis: Millis): string => `${toInstant(millis).slice(0, 16).replace('T', ' ')} UTC`;

/** `1 day`, or `1 hour (event 15 minutes, dday 10 minutes)`. */
export const readableWait = (wait: Wait): string =>
  typeof wait === 'string' ? wait : `${wait.normal} (event ${wait.event}, dday ${wait.dday})`;

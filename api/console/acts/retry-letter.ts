import { retryLetter } from '../../operate/retry-letter.ts';
import type { Act } from './act.ts';

/** Tells Temporal again what it could not be told. */
export const retryLetterAct: Act = {
  path: '/undelivered/:id/retry',
  async carryOut({ db, clock, realClock }, { params, session }) {
    const who = { at: realClock.now(), actor: `operator:${session.operator.id}` } as const;
    const store = await retryLetter(db, params['id'] ?? '', { ...who, now: new Date(clock.now()) });
    return store === undefined ? undefined : { to: '/undelivered' };
  },
};

import { liftByHand } from '../../operate/lift-pause.ts';
import type { Act } from './act.ts';

/** Lets messages go to a provider again, once its account was mended. */
export const liftPauseAct: Act = {
  path: '/pauses/lift',
  async carryOut({ db, realClock }, { fields, session }) {
    const { provider = '', sender = '' } = fields;
    const who = { at: realClock.now(), actor: `operator:${session.operator.id}` } as const;
    const isLifted = await liftByHand(db, { provider, sender }, who);
    return isLifted ? { to: '/' } : { problem: 'It goes on already, or is held for another reason.' };
  },
};

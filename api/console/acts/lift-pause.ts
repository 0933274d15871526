import { recordAct } from '../../../db/access/audit.ts';
import { liftPause } from '../../../db/ledger/provider-pauses.ts';
import type { Act } from './act.ts';

/** Lets messages go to a provider again, once its account was mended. */
export const liftPauseAct: Act = {
  path: '/pauses/lift',
  carryOut: async ({ db, realClock }, { fields, session }) =>
    db.transaction(async (queries) => {
      const { provider = '', sender = '' } = fields;
      if (!(await liftPause(queries, { provider, sender })))
        return { problem: 'It goes on already, or is held for another reason.' };
      await recordAct(queries, {
        at: realClock.now(),
        actor: `operator:${session.operator.id}`,
        act: 'provider.lifted',
        subject: `provider/${provider}`,
        detail: { sender },
      });
      return { to: '/' };
    }),
};

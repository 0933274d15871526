import { recordAct } from '../../../db/access/audit.ts';
import { reviveDead } from '../../../db/road/outbox.ts';
import type { Act } from './act.ts';

/** Tells Temporal again what it could not be told. */
export const retryLetter: Act = {
  path: '/undelivered/:id/retry',
  async carryOut({ db, clock, realClock }, { params, session }) {
    const id = /^\d{1,15}$/u.test(params['id'] ?? '') ? Number(params['id']) : undefined;
    if (id === undefined) return undefined;
    return db.transaction(async (queries) => {
      const store = await reviveDead(queries, id, new Date(clock.now()));
      if (store === undefined) return undefined;
      const actor = `operator:${session.operator.id}` as const;
      await recordAct(queries, { at: realClock.now(), actor, act: 'outbox.retried', subject: `outbox/${id}`, store });
      return { to: '/undelivered' };
    });
  },
};

import { recordAct } from '../../../db/access/audit.ts';
import { errorCode } from '../../../db/error-code.ts';
import { retryQuarantined } from '../../intake/quarantine.ts';
import { isUnprocessable } from '../../intake/unprocessable.ts';
import { specs } from '../../specs.ts';
import { asUuid } from '../page.ts';
import type { Act } from './act.ts';

/** Applies a quarantined event after all. */
export const retryEvent: Act = {
  path: '/quarantine/:id/retry',
  async carryOut({ db, clock, nameHash, realClock }, { params, session }) {
    const id = asUuid(params['id']);
    if (!id) return undefined;
    try {
      const retried = await retryQuarantined({ db, clock, specs, nameHash }, id, async (queries, store, { fate }) =>
        recordAct(queries, {
          at: realClock.now(),
          actor: `operator:${session.operator.id}`,
          act: 'event.retried',
          subject: `event/${id}`,
          store: store.id,
          detail: { fate: fate.fate },
        }),
      );
      if (retried.outcome === 'none') return undefined;
      if (retried.outcome === 'accepted') return { to: '/quarantine' };
      const fields = retried.flaws.map(({ field }) => field).join(', ');
      return { problem: `The event is not valid any more (${fields}); it stays in quarantine.` };
    } catch (error) {
      if (!isUnprocessable(error)) throw error;
      return { problem: `It still cannot be applied (${errorCode(error)}); it stays in quarantine. Mend the cause.` };
    }
  },
};

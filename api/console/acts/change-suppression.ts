import { addSuppression, liftSuppression } from '../../suppressions/change.ts';
import { addedSuppression, liftedSuppression } from '../../suppressions/entry.ts';
import { flawsOf } from '../../events/flaw.ts';
import type { Act } from './act.ts';
import { refused } from '../forms/refusal.ts';

/** Suppresses an address by hand, or lifts a suppression. */
export const changeSuppression: Act = {
  path: '/suppressions',
  async carryOut(deps, { fields, session, stores }) {
    const { store: named, act, list, ...rest } = fields;
    const store = stores.find(({ id }) => id === named);
    if (!store) return undefined;
    const who = { store: store.id, actor: `operator:${session.operator.id}` } as const;
    const given = { ...rest, ...(list !== undefined && list !== '' && { list }) };
    const to = `/suppressions?store=${encodeURIComponent(store.id)}`;
    const read = (act === 'lift' ? liftedSuppression : addedSuppression).safeParse(given);
    if (!read.success) return refused(flawsOf(read.error));
    if (act !== 'lift') {
      await addSuppression(deps, read.data, who);
      return { to };
    }
    const outcome = await liftSuppression(deps, read.data, who);
    return outcome === 'none' ? { problem: 'There is no such suppression: reload the page.' } : { to };
  },
};

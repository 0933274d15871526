import { resolveByHand } from '../../operate/resolve-unknown.ts';
import { asUuid } from '../page.ts';
import { messageStanding } from '../parts/words.ts';
import type { Act } from './act.ts';

/** A person's word on a message of unknown fate; nothing is sent by it. */
export const resolveMessage: Act = {
  path: '/messages/:id/resolve',
  async carryOut(deps, { params, fields, session }) {
    const id = asUuid(params['id']);
    const { verdict } = fields;
    if (!id || (verdict !== 'sent' && verdict !== 'not sent')) return undefined;
    const resolution = await resolveByHand(deps, id, verdict, `operator:${session.operator.id}`);
    if (resolution.outcome === 'none') return undefined;
    if (resolution.outcome === 'resolved') return { to: `/messages/${id}` };
    return { problem: `Its fate is known already: ${messageStanding(resolution.state).words.toLowerCase()}.` };
  },
};

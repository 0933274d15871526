import { decidingAct } from '../../consent.ts';
import type { Invitation } from '../../template-needs.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent: it is no invitation. */
  readonly to?: Invitation;
}

/** Nobody is invited to what they are in already, to what they left, or to what the shop does not have (R33). */
export const invitation: Rule<Saw> = {
  name: 'invitation',
  judge: ({ invitation: asked, consents, policy: { brand } }) => {
    if (!asked) return { says: 'pass', saw: {} };
    const saw: Saw = { to: asked.to };
    if (asked.to === 'loyalty' && brand.pages.loyalty === undefined) {
      return { says: 'withheld', reason: 'no_programme', saw };
    }
    const said = asked.to === 'newsletter' ? decidingAct(consents, 'newsletter')?.state : undefined;
    if (said === 'withdrawn') return { says: 'withheld', reason: 'no_consent', saw };
    return asked.member || said === 'granted' ? { says: 'withheld', reason: 'already_in', saw } : { says: 'pass', saw };
  },
  sentence: (verdict) => {
    const { to } = verdict.saw;
    if (to === undefined) return 'It invites to nothing.';
    const what = to === 'loyalty' ? 'the loyalty programme' : 'the newsletter';
    if (verdict.says === 'pass') return `The customer was not in ${what} yet.`;
    const reason = verdict.says === 'withheld' ? verdict.reason : undefined;
    if (reason === 'no_programme') return `The shop has told of no page of ${what}.`;
    return reason === 'no_consent' ? `The customer had left ${what}.` : `The customer was in ${what} already.`;
  },
};

import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { invitation } from '../../../domain/rules/wanted/invitation.ts';
import { context, hour, now } from './context.ts';
import { ruleTable } from './table.ts';

const act = context().consents[0]!;
const programme: Partial<RuleContext> = {
  policy: { ...defaultPolicy, brand: { ...defaultPolicy.brand, pages: { loyalty: 'https://shop.example/club' } } },
};
const to = (to: 'loyalty' | 'newsletter', member = false): Partial<RuleContext> => ({ invitation: { to, member } });

ruleTable(invitation, [
  ['no invitation', {}, 'pass'],
  ['R33 to the programme, of who is no member', { ...programme, ...to('loyalty') }, 'pass'],
  ['R33 to the programme, of a member', { ...programme, ...to('loyalty', true) }, 'already_in'],
  ['R33 to a programme that the shop does not have', to('loyalty'), 'no_programme'],
  ['R33 to the newsletter, of who agreed to nothing', { ...to('newsletter'), consents: [] }, 'pass'],
  [
    'R33 to the newsletter, of a subscriber',
    { ...to('newsletter'), consents: [{ ...act, list: 'newsletter' }] },
    'already_in',
  ],
  ['R33 to the newsletter, of who agreed to all of marketing', to('newsletter'), 'already_in'],
  [
    'R33 to the newsletter, of who left it',
    { ...to('newsletter'), consents: [{ ...act, list: 'newsletter', state: 'withdrawn', at: now - hour }] },
    'no_consent',
  ],
]);

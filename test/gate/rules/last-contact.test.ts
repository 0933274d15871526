import type { ContactKind } from '../../../domain/contact.ts';
import type { InactivityPolicy } from '../../../domain/policy/consent.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { lastContact } from '../../../domain/rules/person/last-contact.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import { context, now, step } from './context.ts';
import { ruleTable } from './table.ts';

const edge = now - durationMillis('3 years');
const last = (what: ContactKind, at: number): Partial<RuleContext> => ({
  contacts: { last: { [what]: at }, knownSince: now },
});
const buyer = (lastAt: number): Partial<RuleContext> => ({ buyer: { ...context().buyer, count: 1, lastAt } });
const counts = (who: 'prospects' | 'customers', ...kinds: ContactKind[]): Partial<RuleContext> => {
  const inactivity: InactivityPolicy = {
    ...defaultPolicy.consent.inactivity,
    [who]: { after: '3 years', counts: kinds },
  };
  return { policy: { ...defaultPolicy, consent: { ...defaultPolicy.consent, inactivity } } };
};

ruleTable(lastContact, [
  ['R210 a prospect, a millisecond before', last('click', edge + 1), 'pass'],
  ['R210 a prospect, to the millisecond', last('click', edge), 'no_contact_for_long'],
  ['R210 a reply', last('reply', edge + 1), 'pass'],
  ['R210 a customer, a millisecond before', { ...last('purchase', edge - 1), ...buyer(edge + 1) }, 'pass'],
  ['R210 a customer, to the millisecond', { ...last('purchase', edge), ...buyer(edge) }, 'no_contact_for_long'],
  ['R210 a customer who clicked since', { ...last('click', now - 1), ...buyer(edge) }, 'pass'],
  [
    'R210 a customer who clicked since, where only purchases count',
    { ...last('click', now - 1), ...buyer(edge), ...counts('customers', 'purchase') },
    'no_contact_for_long',
  ],
  [
    'R210 a prospect whose act does not count',
    {
      ...last('cart', now),
      ...counts('prospects', 'click', 'reply'),
      contacts: { last: { cart: now }, knownSince: edge },
    },
    'no_contact_for_long',
  ],
  ['R211 nothing done, known for long', { contacts: { last: {}, knownSince: edge } }, 'no_contact_for_long'],
  ['R211 nothing done, known since lately', { contacts: { last: {}, knownSince: edge + 1 } }, 'pass'],
  [
    'about their own order',
    { ...last('purchase', edge), ...buyer(edge), ...step({ purpose: 'transactional' }) },
    'pass',
  ],
]);

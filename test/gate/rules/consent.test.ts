import { expect, test } from 'vitest';
import type { ConsentAct } from '../../../domain/consent.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { ConsentPolicy, SoftOptInPolicy } from '../../../domain/policy/consent.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { consent } from '../../../domain/rules/person/consent.ts';
import { context, hour, now, step } from './context.ts';
import { type Row, ruleTable } from './table.ts';

const act = (state: ConsentAct['state'], changes: Partial<ConsentAct> = {}): ConsentAct => ({
  state,
  at: now - hour,
  list: '',
  proven: true,
  ...changes,
});

const policy = (changes: Partial<ConsentPolicy>): Partial<RuleContext> => ({
  policy: { ...defaultPolicy, consent: { ...defaultPolicy.consent, ...changes } },
});

ruleTable(consent, [
  ['R194 granted', { consents: [act('granted')] }, 'pass'],
  ['R194 withdrawn', { consents: [act('withdrawn')] }, 'no_consent'],
  ['R194 never asked', { consents: [] }, 'no_consent'],
  ['R213 by SMS never asked', { ...step({ channel: 'sms' }), consents: [] }, 'no_consent'],
  [
    'R27 withdrawn, about their own order',
    { ...step({ purpose: 'transactional' }), consents: [act('withdrawn')] },
    'pass',
  ],
  ['R27 never asked, about their own order', { ...step({ purpose: 'transactional' }), consents: [] }, 'pass'],
  ['its list alone granted', { consents: [act('granted', { list: 'reminders' })] }, 'pass'],
  ['another list granted', { consents: [act('granted', { list: 'newsletter' })] }, 'no_consent'],
  ['all granted, its list left', { consents: [act('granted'), act('withdrawn', { list: 'reminders' })] }, 'no_consent'],
  ['all granted, another list left', { consents: [act('granted'), act('withdrawn', { list: 'newsletter' })] }, 'pass'],
  [
    'its list left, then all granted: only an act about the list brings it back',
    { consents: [act('granted', { at: now }), act('withdrawn', { list: 'reminders' })] },
    'no_consent',
  ],
  [
    'all left, then its list joined',
    { consents: [act('withdrawn'), act('granted', { list: 'reminders', at: now })] },
    'pass',
  ],
  [
    'its list joined, then all left',
    { consents: [act('withdrawn', { at: now }), act('granted', { list: 'reminders' })] },
    'no_consent',
  ],
  [
    'its list joined and all left at one instant',
    { consents: [act('withdrawn'), act('granted', { list: 'reminders' })] },
    'no_consent',
  ],
  [
    'a list that the policy gives to the journey',
    {
      ...policy({ lists: [{ list: 'mine', title: { fr: 'M', en: 'M' }, journeys: ['cartAbandonment'], ranks: [] }] }),
      consents: [act('granted'), act('withdrawn', { list: 'mine' })],
    },
    'no_consent',
  ],
  ['without proof, where the policy wants none', { consents: [act('granted', { proven: false })] }, 'pass'],
  [
    'without proof, where the policy wants one',
    { ...policy({ proof: 'required' }), consents: [act('granted', { proven: false })] },
    'no_consent',
  ],
  ['with proof, where the policy wants one', { ...policy({ proof: 'required' }), consents: [act('granted')] }, 'pass'],
]);

const sold = { at: now - 24 * hour, categories: ['lamps', 'vases'] };
const about = (...categories: string[]) => ({ about: { categories } });
const soft = (changes: Partial<SoftOptInPolicy>) =>
  policy({ softOptIn: { ...defaultPolicy.consent.softOptIn, ...changes } });

const bought: readonly Row[] = [
  ['an account is not a sale', { consents: [], ...about('lamps') }, 'no_consent'],
  ['similar products', { consents: [], sale: sold, ...about('lamps') }, 'pass'],
  ['all products similar', { consents: [], sale: sold, ...about('vases', 'lamps') }, 'pass'],
  ['one product of another kind', { consents: [], sale: sold, ...about('lamps', 'shoes') }, 'no_consent'],
  ['they objected', { consents: [act('withdrawn')], sale: sold, ...about('lamps') }, 'no_consent'],
  [
    'they left the list',
    { consents: [act('withdrawn', { list: 'reminders' })], sale: sold, ...about('lamps') },
    'no_consent',
  ],
  [
    'they left another list',
    { consents: [act('withdrawn', { list: 'newsletter' })], sale: sold, ...about('lamps') },
    'pass',
  ],
  ['a message about nothing known', { consents: [], sale: sold }, 'no_consent'],
  ['a sale of nothing known', { consents: [], sale: { ...sold, categories: [] }, ...about('lamps') }, 'no_consent'],
  ['nothing known, and the policy sends', { ...soft({ whenUnknown: 'send' }), consents: [], sale: sold }, 'pass'],
  [
    'other products, where the whole shop is similar',
    { ...soft({ similar: 'whole_shop' }), consents: [], sale: sold, ...about('shoes') },
    'pass',
  ],
  [
    'on a channel where the store does not use it',
    { ...soft({ channels: ['sms'] }), consents: [], sale: sold, ...about('lamps') },
    'no_consent',
  ],
  [
    'never, where the store does not use it',
    { ...soft({ channels: [] }), consents: [], sale: sold, ...about('lamps') },
    'no_consent',
  ],
  ['by SMS', { ...step({ channel: 'sms' }), consents: [], sale: sold, ...about('lamps') }, 'pass'],
];
ruleTable(
  consent,
  bought.map(([description, ...rest]): Row => [`after a sale: ${description}`, ...rest]),
);

const say = (changes: Partial<RuleContext>) =>
  consent.sentence(consent.judge(context(changes)), { instant: (instant) => `on ${instant.slice(0, 10)}` });

test('what somebody agreed to, and why not, is said in words', () => {
  expect(say({ consents: [act('granted', { list: 'reminders' })] })).toBe(
    'The customer had agreed to the list “reminders” on 2026-06-10.',
  );
  expect(say({ consents: [], sale: sold, ...about('lamps') })).toBe(
    'The customer had never agreed; they bought on 2026-06-09, were told of messages about similar products and did not object.',
  );
  expect(say({ consents: [], sale: sold, ...about('shoes') })).toBe(
    'The customer had never agreed, and the message is about other products than those they bought.',
  );
});

import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { defaultSms, type SmsPolicy } from '../../../domain/policy/sms.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { CustomerValue } from '../../../domain/segments/value.ts';
import { approvedWords } from '../../../domain/rules/whatsapp/approved.ts';
import { consent } from '../../../domain/rules/person/consent.ts';
import { quietHours } from '../../../domain/rules/hours/quiet-hours.ts';
import { caps } from '../../../domain/rules/pressure/caps.ts';
import { defaultWhatsapp } from '../../../domain/policy/whatsapp.ts';
import { smsBudget } from '../../../domain/rules/sms/budget.ts';
import { smsWorth } from '../../../domain/rules/sms/worth.ts';
import { smsCost } from '../../../domain/sms/cost.ts';
import { leadsToNextChannel } from '../../../domain/sms/next-channel.ts';
import { context, hour, now, step } from './context.ts';
import { buyer, got, sent } from './sent.ts';
import { ruleTable } from './table.ts';

const day = 24 * hour;

/** A text message with what a case changes of it, of its step and of its customer. */
const texted = (
  sms: Partial<NonNullable<RuleContext['sms']>> = {},
  changes: Partial<RuleContext['step']> = {},
  more: Partial<RuleContext> = {},
): Partial<RuleContext> => ({
  ...step({ channel: 'sms', ...changes }),
  sms: { country: 'FR', currency: 'EUR', basket: 20_000, spent: 0, timezone: 'Europe/Paris', ...sms },
  ...more,
});
const worth = (value: CustomerValue['value']) => ({
  buyer: { count: 3, total: 80_000, lastAt: now - 200 * day, value, segments: ['vip', 'dormant'] } as const,
});
const reacted = (ago: number) => ({ engagement: { reactedAt: now - ago } });
const winBack = { rank: 'win-back' } as const;
const withSms = (sms: Partial<SmsPolicy>) => ({ policy: { ...defaultPolicy, sms: { ...defaultSms, ...sms } } });

describe('R22 R64 R87 R197 R198 R199 who gets a text message', () => {
  ruleTable(smsWorth, [
    ['an e-mail needs no reason', {}, 'pass'],
    ['R22 a cart of high value', texted(), 'pass'],
    ['R22 a cart at the very threshold', texted({ basket: 15_000 }), 'pass'],
    ['R22 a cart below the threshold', texted({ basket: 14_999 }), 'not_worth_sms'],
    ['a cart in another currency', texted({ basket: null }), 'not_worth_sms'],
    ['a cart due a day ago is still urgent', texted({}, { dueAt: now - day }), 'pass'],
    ['a cart due longer ago is not', texted({}, { dueAt: now - day - 1 }), 'not_worth_sms'],
    ['R64 of high value and silent', texted({}, winBack, { ...worth('high'), ...reacted(90 * day) }), 'pass'],
    ['R64 of high value and never heard of', texted({}, winBack, worth('high')), 'pass'],
    [
      'R64 of high value, but they answer',
      texted({}, winBack, { ...worth('high'), ...reacted(89 * day) }),
      'not_worth_sms',
    ],
    [
      'R64 silent, but of standard value',
      texted({}, winBack, { ...worth('standard'), ...reacted(200 * day) }),
      'not_worth_sms',
    ],
    ['R64 silent, but of low value', texted({}, winBack, { ...worth('low'), ...reacted(200 * day) }), 'not_worth_sms'],
    ['R198 what runs out, for who is of high value', texted({}, { rank: 'replenishment' }, worth('high')), 'pass'],
    ['what runs out, for others', texted({}, { rank: 'replenishment' }, worth('standard')), 'not_worth_sms'],
    ['R199 newsletters are for e-mail', texted({}, { rank: 'newsletter' }, worth('high')), 'not_worth_sms'],
    [
      'R199 advice after a purchase is for e-mail',
      texted({}, { rank: 'post-purchase' }, worth('high')),
      'not_worth_sms',
    ],
    [
      'R87 logistics is always worth it',
      texted({ basket: 0 }, { purpose: 'transactional', rank: 'transactional' }),
      'pass',
    ],
    [
      'a moment of other journeys',
      texted({}, {}, withSms({ moments: [{ id: 'one', ranks: ['cart'], journeys: ['other'] }] })),
      'not_worth_sms',
    ],
    [
      'of several moments one is enough',
      texted({ basket: 1 }, {}, withSms({ moments: [...defaultSms.moments, { id: 'all', ranks: ['cart'] }] })),
      'pass',
    ],
  ]);
});

test('R159 on the last days a shop gives the budget to its best customers: every cent goes to them, and none is left over for others', () => {
  const moments = [{ id: 'last-days', ranks: ['campaign'], values: ['high'] }] as const;
  const dailyBudget = { marketing: 700, transactional: null };
  /** What a thousand customers, one in ten of them of high value, get of a day's budget. */
  const spend = (policy: Partial<SmsPolicy>) => {
    const spent = { high: 0, standard: 0, low: 0 };
    for (let n = 0; n < 1_000; n++) {
      const value = n % 10 === 0 ? 'high' : n % 3 === 0 ? 'low' : 'standard';
      const asked = context(
        texted(
          { basket: null, spent: spent.high + spent.standard + spent.low },
          { rank: 'campaign' },
          { ...worth(value), ...withSms({ dailyBudget, ...policy }) },
        ),
      );
      if (smsWorth.judge(asked).says === 'pass' && smsBudget.judge(asked).says === 'pass') spent[value] += 7;
    }
    return spent;
  };
  expect(spend({ moments })).toEqual({ high: 700, standard: 0, low: 0 });
  // The same budget for everybody is gone before a sixth of the best were reached.
  const forAll = spend({ moments: [{ id: 'all', ranks: ['campaign'] }] });
  expect(forAll.high + forAll.standard + forAll.low).toBe(700);
  expect(forAll.high).toBeLessThan(117);
});

// Ten to noon of UTC is ten hours before midnight in Paris.
const tomorrow = (10 + 8 + 4 * 0.25) * 60;

describe('R197 what a day may cost', () => {
  ruleTable(smsBudget, [
    ['an e-mail costs nothing', {}, 'pass'],
    ['within the budget', texted({ spent: 4_993 }), 'pass'],
    ['what would exceed it waits for the next day', texted({ spent: 4_994 }), `sms_budget ${tomorrow}m`],
    ['two segments cost twice', texted({ spent: 4_987, segments: 2 }), `sms_budget ${tomorrow}m`],
    ['abroad a segment costs more', texted({ spent: 4_991, country: 'BE' }), `sms_budget ${tomorrow}m`],
    ['where another channel is next it goes that way now', texted({ spent: 5_000 }, { next: 'email' }), 'sms_budget'],
    [
      'what a whole day cannot pay',
      texted({}, {}, withSms({ dailyBudget: { marketing: 6, transactional: null } })),
      'sms_budget',
    ],
    [
      'a standing claim has its money',
      texted({ spent: 5_000 }, {}, { pressure: { sent: [], pending: [], held: true } }),
      'pass',
    ],
    ['R87 logistics has no limit', texted({ spent: 9_999_999 }, { purpose: 'transactional' }), 'pass'],
    [
      'logistics may have one',
      texted(
        { spent: 100 },
        { purpose: 'transactional' },
        withSms({ dailyBudget: { marketing: 0, transactional: 100 } }),
      ),
      `sms_budget ${tomorrow}m`,
    ],
  ]);
});

test('R197 a message costs each of its segments, at the price of its country', () => {
  expect(smsCost(defaultSms, { country: 'FR', segments: 3 })).toBe(21);
  expect(smsCost(defaultSms, { country: 'BE', segments: 1 })).toBe(10);
  expect(smsCost(defaultSms, { country: null, segments: 2 })).toBe(20);
});

test('what a rule saw is enough to decide again under another policy', () => {
  const facts = context(texted({ basket: 9_000, segments: 2, spent: 4_990 }));
  expect(smsWorth.judge(facts).says).toBe('withheld');
  const generous = { ...facts, ...withSms({ moments: [{ id: 'any', ranks: ['cart'], basketFrom: 9_000 }] }) };
  expect(smsWorth.judge(generous)).toMatchObject({ says: 'pass', saw: { moment: 'any' } });
  const cheaper = { ...facts, ...withSms({ segmentPrice: { byCountry: { FR: 5 }, elsewhere: 10 } }) };
  expect([smsBudget.judge(facts).says, smsBudget.judge(cheaper).says]).toEqual(['later', 'pass']);
});

/** The same by WhatsApp, for which one message is approved. */
const written = (
  changes: Partial<RuleContext['step']> = {},
  { template = 'cart/reminder', locale = 'fr', ...more }: Partial<RuleContext['whatsapp'] & RuleContext> = {},
): Partial<RuleContext> => ({
  ...texted({}, { channel: 'whatsapp', ...changes }),
  whatsapp: { template, locale },
  policy: {
    ...defaultPolicy,
    whatsapp: {
      ...defaultWhatsapp,
      templates: [{ template: 'cart/reminder', locale: 'fr', content: 'HX1', text: 'Votre panier', values: [] }],
    },
  },
  ...more,
});
const order = { purpose: 'transactional' } as const;

describe('R81 what goes by WhatsApp', () => {
  ruleTable(approvedWords, [
    ['another channel needs no approval', texted(), 'pass'],
    ['words that were approved', written(), 'pass'],
    ['another message', written({}, { template: 'order/late' }), 'no_approved_template'],
    ['another language', written({}, { locale: 'en' }), 'no_approved_template'],
    ['a shop that names nothing', written({}, { policy: defaultPolicy }), 'no_approved_template'],
  ]);
  ruleTable(consent, [
    ['they agreed', written(), 'pass'],
    ['they did not', written({}, { consents: [] }), 'no_consent'],
    ['WhatsApp wants an agreement to messages about an order, too', written(order, { consents: [] }), 'no_consent'],
    ['and has it', written(order), 'pass'],
    [
      'a sale with the notice is none',
      written(
        {},
        {
          consents: [],
          sale: { at: now - hour, categories: [] },
          policy: {
            ...defaultPolicy,
            consent: {
              ...defaultPolicy.consent,
              softOptIn: { channels: ['email', 'sms', 'whatsapp'], similar: 'whole_shop', whenUnknown: 'send' },
            },
          },
        },
      ),
      'no_consent',
    ],
  ]);
  ruleTable(smsWorth, [
    ['a cart of high value', written(), 'pass'],
    ['the rest is for e-mail', written({ rank: 'newsletter' }), 'not_worth_sms'],
  ]);
  ruleTable(smsBudget, [
    ['the day’s money is the one of text messages', { ...written(), sms: { ...texted().sms!, spent: 4_987 } }, 'pass'],
    [
      'one price a message, however long',
      { ...written({ next: 'sms' }), sms: { ...texted().sms!, spent: 4_988 } },
      'sms_budget',
    ],
  ]);
  const night = Date.parse('2026-06-10T20:00+02:00');
  ruleTable(quietHours, [
    [
      'the hours of text messages, where the shop says nothing else',
      written({ expiresAt: night + 24 * hour }, { now: night }),
      `quiet_hours ${(Date.parse('2026-06-11T08:30+02:00') - now) / 60_000}m`,
    ],
  ]);
  const month = [sent(200, { channel: 'sms' }), sent(700, { channel: 'whatsapp' })];
  ruleTable(caps, [
    ['it rings the same phone: both count', { ...written(), ...buyer({}), ...got(...month) }, 'capped'],
    ['and hold text messages back, too', { ...texted(), ...buyer({}), ...got(...month) }, 'capped'],
    ['but no e-mail', { ...buyer({}), ...got(...month) }, 'pass'],
  ]);

  test('what it lacks is asked for by the next channel', () => {
    expect(leads('withheld', 'no_approved_template')).toBe(true);
    expect(leads('failed', 'missing_value')).toBe(true);
  });
});

const leads = (
  outcome: 'sent' | 'withheld' | 'failed' | 'unknown',
  reason?: Parameters<typeof leadsToNextChannel>[0]['reason'],
) => leadsToNextChannel({ outcome, ...(reason && { reason }) });

test('R198 another channel is asked only where surely nothing went by the first, and for its own reasons', () => {
  expect(leads('withheld', 'not_worth_sms')).toBe(true);
  expect(leads('withheld', 'no_consent')).toBe(true);
  expect(leads('failed', 'refused')).toBe(true);
  expect(leads('failed', 'misconfigured')).toBe(true);
  expect(leads('sent')).toBe(false);
  // It may have gone.
  expect(leads('unknown')).toBe(false);
  expect(leads('failed', 'gave_up')).toBe(false);
  // The other channel's business as well.
  for (const reason of ['bought', 'holdout', 'shadow', 'paused', 'erased', 'recent_buyer', 'stopped'] as const) {
    expect([reason, leads('withheld', reason)]).toEqual([reason, false]);
  }
});

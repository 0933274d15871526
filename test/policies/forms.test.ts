import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CapsFields } from '../../api/console/policies/caps-fields.tsx';
import { QuietHoursFields } from '../../api/console/policies/quiet-hours-fields.tsx';
import { controlsOf, controlTexts, readControls } from '../../api/policies/forms/controls.ts';
import type { Texts } from '../../api/policies/forms/form.ts';
import { formOf, placeFlaws } from '../../api/policies/forms/section-form.ts';
import { readPolicyBody } from '../../api/policies/read-policy.ts';
import { policySections } from '../../api/policies/schemas.ts';
import { schemaOf } from '../../api/policies/views.ts';
import { channels } from '../../domain/journey.ts';
import { defaultPolicy, type PolicySection } from '../../domain/policy/policy.ts';

test.each(policySections)('%s: what a form shows is, sent back untouched, the same policy', (section) => {
  const form = formOf(section);
  const given = form.read(form.texts(defaultPolicy[section]));
  expect(given.flaws).toEqual([]);
  expect(readPolicyBody(section, given.policy)).toEqual({ ok: true, policy: defaultPolicy[section] });
});

test('a field that is no JSON is a flaw of that field; what is no number is refused by the schema', () => {
  const controls = controlsOf(schemaOf('value'));
  const texts = { ...controlTexts(controls, defaultPolicy.value), vipTotal: 'much' };
  expect(readPolicyBody('value', readControls(controls, texts).policy)).toMatchObject({
    ok: false,
    flaws: [{ field: 'policy.vipTotal' }],
  });
  const buyers = controlsOf(schemaOf('recentBuyers'));
  expect(
    readControls(buyers, { ...controlTexts(buyers, defaultPolicy.recentBuyers), except: '["cart"' }).flaws,
  ).toEqual([{ field: 'policy.except', problem: expect.stringContaining('is not JSON') }]);
});

/** The default of a section with these fields of its form written anew; undefined: the box is not ticked. */
const written = (section: PolicySection, changes: Readonly<Record<string, string | undefined>>) => {
  const form = formOf(section);
  const texts = Object.entries({ ...form.texts(defaultPolicy[section]), ...changes }).filter(
    ([, text]) => text !== undefined,
  );
  const given = form.read(Object.fromEntries(texts) as Texts);
  const read = readPolicyBody(section, given.policy);
  return read.ok ? { policy: read.policy } : { flaws: placeFlaws(read.flaws, given) };
};

test('R275 a cap is changed, removed and added by its fields alone', () => {
  const { caps, passiveAfter } = defaultPolicy.caps;
  const [day, week, weak, ...others] = caps;
  expect(
    written('caps', {
      'caps.0.normal': '2',
      'caps.0.dday': '',
      'caps.1.remove': 'yes',
      'caps.2.who.low-value': undefined,
      'caps.9.id': 'all-month',
      'caps.9.channel': 'all',
      'caps.9.purpose': 'all',
      'caps.9.normal': '20',
      'caps.9.per': 'month',
      'caps.9.ranks.cart': 'yes',
    }),
  ).toEqual({
    policy: {
      passiveAfter,
      caps: [
        { ...day!, atMost: { normal: 2, event: day!.atMost.event, back: day!.atMost.back } },
        { ...weak!, who: ['dormant'] },
        ...others,
        {
          id: 'all-month',
          channel: 'all',
          purpose: 'all',
          ranks: ['cart'],
          atMost: { normal: 20 },
          per: { civil: 'month' },
        },
      ],
    },
  });
  expect(week!.id).toBe('email-week');
});

test('what is wrong with a cap is said of the field it was written into, whatever was removed before it', () => {
  const { flaws } = written('caps', {
    'caps.0.remove': 'yes',
    'caps.1.normal': 'many',
    'caps.2.rolling': '90 days',
    'caps.3.id': '',
    passiveAfter: '',
  });
  expect(flaws?.map(({ field }) => field).toSorted()).toEqual([
    'policy.caps.1.normal',
    'policy.caps.2.rolling',
    'policy.caps.3.id',
    'policy.passiveAfter',
  ]);
  expect(flaws?.[0]).toMatchObject({ problem: 'write a whole number' });
});

test('R275 hours are changed, a day becomes quiet, a country is added', () => {
  const { sending, spread } = defaultPolicy.quietHours;
  const mail = sending.at(-1)!;
  const place = sending.length - 1;
  const change = {
    [`sending.${place}.monday.to`]: '21:30',
    [`sending.${place}.sunday.from`]: '',
    [`sending.${place}.sunday.to`]: '',
  };
  const { sunday: _sunday, ...days } = mail.week;
  expect(
    written('quietHours', {
      ...change,
      'sending.20.channel': 'email',
      'sending.20.purpose': 'marketing',
      'sending.20.countries': 'be, lu',
      'sending.20.friday.from': '09:00',
      'sending.20.friday.to': '24:00',
      'sending.20.holidays': 'own',
      'sending.20.holidays.from': '10:00',
      'sending.20.holidays.to': '18:00',
    }),
  ).toEqual({
    policy: {
      spread,
      sending: [
        ...sending.slice(0, -1),
        { ...mail, week: { ...days, monday: { from: '07:00', to: '21:30' } } },
        {
          channel: 'email',
          purpose: 'marketing',
          countries: ['BE', 'LU'],
          week: { friday: { from: '09:00', to: '24:00' } },
          publicHolidays: { from: '10:00', to: '18:00' },
        },
      ],
    },
  });
});

test('what is wrong with hours is said of the day; what the law sheet forbids of the kind of message', () => {
  const { flaws } = written('quietHours', {
    'sending.0.remove': 'yes',
    'sending.1.monday.to': '07:00',
    'sending.1.countries': 'US, XX',
    'sending.2.tuesday.from': '8 am',
    'sending.3.holidays': 'own',
    spread: 'an hour',
  });
  const fields = flaws?.map(({ field }) => field) ?? [];
  for (const field of ['sending.1.monday.to', 'sending.1.countries', 'sending.2.tuesday.from', 'spread']) {
    expect(fields).toContain(`policy.${field}`);
  }
  expect(fields.some((field) => field.startsWith('policy.sending.3.holidays'))).toBe(true);
  expect(written('quietHours', { 'sending.0.monday.to': '23:00' }).flaws).toMatchObject([
    { field: 'policy.sending.0.week', problem: expect.stringContaining('charter') },
  ]);
});

test.each(channels)(
  'the page of caps and the one of hours show what is said of %s, and save it as it was',
  (channel) => {
    const [cap] = defaultPolicy.caps.caps;
    const [hours] = defaultPolicy.quietHours.sending;
    const said = {
      caps: { ...defaultPolicy.caps, caps: [{ ...cap!, channel }] },
      quietHours: { ...defaultPolicy.quietHours, sending: [{ ...hours!, channel }] },
    };
    const draft = { from: '', why: '', basedOn: '0', flaws: [] };
    const pages = [
      renderToStaticMarkup(createElement(CapsFields, { draft: { ...draft, texts: formOf('caps').texts(said.caps) } })),
      renderToStaticMarkup(
        createElement(QuietHoursFields, { draft: { ...draft, texts: formOf('quietHours').texts(said.quietHours) } }),
      ),
    ];
    const chosen = pages.map((page) => /0\.channel">.*?<option value="(\w+)" selected/u.exec(page)?.[1]);
    expect(chosen).toEqual([channel, channel]);
  },
);

import { expect, test } from 'vitest';
import type { z } from 'zod';
import { caps } from '../../api/policies/caps.ts';
import { exclusivity } from '../../api/policies/exclusivity.ts';
import { ranks } from '../../api/policies/ranks.ts';
import { defaultCaps } from '../../domain/policy/caps.ts';
import { defaultExclusivity } from '../../domain/policy/exclusivity.ts';
import { defaultRanks } from '../../domain/policy/ranks.ts';

const fieldsOf = (schema: z.ZodType, given: unknown): readonly string[] =>
  (schema.safeParse(given).error?.issues ?? []).map(({ path }) => path.join('.'));

const [cap] = defaultCaps.caps;
const withCaps = (...list: readonly unknown[]) => ({ ...defaultCaps, caps: list });

test.each([
  ['two caps of one id', withCaps(cap, cap), ['caps']],
  ['an id that cannot be shown', withCaps({ ...cap, id: 'E-mail a day' }), ['caps.0.id']],
  ['a window longer than what is read', withCaps({ ...cap, per: { rolling: '36 days' } }), ['caps.0.per.rolling']],
  ['a window of nothing', withCaps({ ...cap, per: { rolling: '0 days' } }), ['caps.0.per.rolling']],
  ['a window that is both', withCaps({ ...cap, per: { rolling: '1 day', civil: 'day' } }), ['caps.0.per']],
  ['a year', withCaps({ ...cap, per: { civil: 'year' } }), ['caps.0.per']],
  ['less than none', withCaps({ ...cap, atMost: { normal: -1 } }), ['caps.0.atMost.normal']],
  ['half a message', withCaps({ ...cap, atMost: { normal: 1.5 } }), ['caps.0.atMost.normal']],
  ['nobody', withCaps({ ...cap, who: [] }), ['caps.0.who']],
  ['a segment that nobody has', withCaps({ ...cap, who: ['whales'] }), ['caps.0.who.0']],
  ['a cap of transactional messages', withCaps({ ...cap, purpose: 'transactional' }), ['caps.0.purpose']],
])('caps: %s names its field', (_what, given, fields) => {
  expect(fieldsOf(caps, given)).toEqual(fields);
});

test.each([
  ['a rank left out', { ...defaultRanks, order: defaultRanks.order.slice(1) }, ['order']],
  ['a rank twice', { ...defaultRanks, order: [...defaultRanks.order.slice(1), 'cart'] }, ['order']],
  ['a rank that there is none of', { ...defaultRanks, order: ['push', ...defaultRanks.order.slice(1)] }, ['order.0']],
  ['another order', { ...defaultRanks, order: defaultRanks.order.toReversed() }, []],
  ['a horizon of more than a day', { ...defaultRanks, horizon: '25 hours' }, ['horizon']],
])('R183 ranks: %s', (_what, given, fields) => {
  expect(fieldsOf(ranks, given)).toEqual(fields);
});

const group = { id: 'sales', journeys: ['teasing', 'countdown'], per: { civil: 'week' } };
const withGroups = (...groups: readonly unknown[]) => ({ ...defaultExclusivity, groups });

test.each([
  ['a group', withGroups(group), []],
  ['a group of one', withGroups({ ...group, journeys: ['teasing'] }), ['groups.0.journeys']],
  ['two groups of one id', withGroups(group, group), ['groups']],
  ['any number of journeys a day', { ...defaultExclusivity, journeysADay: undefined }, []],
])('exclusivity: %s', (_what, given, fields) => {
  expect(fieldsOf(exclusivity, given)).toEqual(fields);
});

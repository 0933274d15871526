import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProductId } from '../../../domain/ids.ts';
import type { Rank } from '../../../domain/journey.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { missedCutOff } from '../../../domain/policy/delivery.ts';
import { proposeProducts } from '../../../domain/products/propose.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { ProposalsOfMessage, ProposedFacts } from '../../../domain/rules/facts/proposals.ts';
import { serviceCase } from '../../../domain/rules/pressure/service-case.ts';
import { content } from '../../../domain/rules/wanted/content.ts';
import { isContextual, templateNeeds } from '../../../domain/template-needs.ts';
import { context, hour, line, now, step } from './context.ts';
import { ruleTable } from './table.ts';

/** 14:00 on a Wednesday in Paris: the day ends ten hours later. */
const tonight = 10 * 60;
const asked = (openedAgo: number, closedAgo?: number, rank: Rank = 'newsletter'): Partial<RuleContext> => ({
  ...step({ rank, expiresAt: now + 24 * hour }),
  cases: [{ askedAt: now - openedAgo * hour, ...(closedAgo !== undefined && { answeredAt: now - closedAgo * hour }) }],
});

ruleTable(serviceCase, [
  ['nothing was asked', { ...step({ rank: 'newsletter' }), cases: [] }, 'pass'],
  ['R88 a question is open', asked(30), `service_case ${tonight}m`],
  ['R88 answered today', asked(30, 2), `service_case ${tonight}m`],
  ['R88 asked and answered within the day', asked(3, 2), `service_case ${tonight}m`],
  ['R88 answered yesterday', asked(60, 20), 'pass'],
  ['R88 nobody ever closed it', asked(15 * 24), 'pass'],
  [
    'R88 what it would be too late for tomorrow is not sent',
    { ...asked(3), ...step({ rank: 'newsletter' }) },
    'service_case',
  ],
  ['R88 the customer’s own cart does not wait', asked(3, undefined, 'cart'), 'pass'],
  [
    'R88 nor what concerns an order',
    { ...asked(3), ...step({ rank: 'newsletter', purpose: 'transactional' }) },
    'pass',
  ],
  [
    'R88 a shop decides what waits',
    { ...asked(3), policy: { ...defaultPolicy, serviceCases: { pauses: [], atMost: '14 days' } } },
    'pass',
  ],
]);

ruleTable(content, [
  ['needs nothing of the kind', {}, 'pass'],
  ['has what it needs', { content: {} }, 'pass'],
  ['R85 the shop names no page for it', { content: { lacks: 'page' } }, 'nothing_to_show'],
  ['R84 no points are left', { content: { lacks: 'points' } }, 'nothing_to_show'],
  ['R87 the appointment is over', { content: { lacks: 'appointment' } }, 'nothing_to_show'],
  ['R87 the order is not there any more', { content: { lacks: 'pickup' } }, 'nothing_to_show'],
  ['R44 the shop has no guide', { content: { lacks: 'guide' } }, 'nothing_to_show'],
]);

test('R86 a date is missed from the last order in time until the date itself', () => {
  const policy = { cutOffs: [{ lastOrder: '2026-12-22T11:00:00.000Z', date: '2026-12-25T00:00:00.000Z' }] } as const;
  const isMissed = (at: string) => missedCutOff(policy, Date.parse(at)) !== undefined;
  expect(
    ['2026-12-22T10:59:59Z', '2026-12-22T11:00:00Z', '2026-12-24T20:00:00Z', '2026-12-25T00:00:00Z'].map(isMissed),
  ).toEqual([false, true, true, false]);
});

const candidate = (id: string, changes: Partial<ProposedFacts> = {}): ProposedFacts => ({
  ...line(id),
  owned: false,
  returned: false,
  sold: 1,
  place: 1,
  ...changes,
});

const goesWith = (candidates: readonly ProposedFacts[], nearTo?: number): ProposalsOfMessage => ({
  from: 'goes-with',
  needed: true,
  language: 'en',
  currency: 'EUR',
  storeHost: 'shop.example',
  stockToldAt: now - 2 * hour,
  candidates,
  ...(nearTo !== undefined && { nearTo }),
});

const shownOf = (message: ProposalsOfMessage, order = defaultPolicy.products.alternatives.order) =>
  proposeProducts(
    message,
    { ...defaultPolicy.products, alternatives: { ...defaultPolicy.products.alternatives, order } },
    context().now,
  ).shown.map(({ id }) => id as string);

const sold = (id: string, place: number, units: number) => candidate(id, { place, sold: units });

test('R45 every letter that sells after a purchase is about that purchase: none can go out with a selection of anything', () => {
  const letters = Object.entries(templateNeeds).filter(([id]) => id.startsWith('cross-sell/'));
  expect(letters.length).toBeGreaterThan(2);
  for (const [id, { guide, proposals: from, mustPropose }] of letters) {
    const isAbout = guide === 'must' || (from !== undefined && isContextual(from) && mustPropose === true);
    expect(isAbout, id).toBe(true);
  }
});

test('R44 one of each category that goes with it comes before a second one of any', () => {
  const all = [sold('socks', 1, 90), sold('more socks', 1, 80), sold('belt', 2, 3), sold('armband', 3, 1)];
  expect(shownOf(goesWith(all, 12_000))).toEqual(['socks', 'belt', 'armband']);
});

test('R45 the order of what is proposed is the one that the policy names: what sells most, or what costs about the same', () => {
  const all = [
    candidate('cheap', { price: 500, sold: 90 }),
    candidate('alike', { price: 1_900, sold: 2 }),
    candidate('dear', { price: 1_500, sold: 30 }),
  ];
  expect(shownOf(goesWith(all, 2_000), 'best-seller')).toEqual(['cheap', 'dear', 'alike']);
  expect(shownOf(goesWith(all, 2_000), 'nearest')).toEqual(['alike', 'dear', 'cheap']);
});

test('R48 of what goes with a purchase nothing is proposed that is owned, was sent back, or cannot be bought', () => {
  const any = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    owned: fc.boolean(),
    returned: fc.boolean(),
    stock: fc.constantFrom(0, 2, 3, 4, 50),
    place: fc.constantFrom(1, 2, 3),
    price: fc.constantFrom(0, 900, 2_000),
    sold: fc.nat(50),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(any, { selector: ({ id }) => id }),
      fc.constantFrom(undefined, 2_000),
      (drawn, nearTo) => {
        const all = drawn.map(({ id, ...changes }) => candidate(id, changes));
        const shown = shownOf(goesWith(all, nearTo));
        expect(shown.length).toBeLessThanOrEqual(3);
        for (const id of shown) {
          const one = all.find((product) => product.id === (id as ProductId))!;
          expect(one).toMatchObject({ owned: false, returned: false });
          expect(one.stock).toBeGreaterThan(3);
          expect(one.price).toBeGreaterThan(0);
        }
      },
    ),
  );
});

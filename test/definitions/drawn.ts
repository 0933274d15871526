import fc from 'fast-check';
import { contactKinds } from '../../domain/contact.ts';
import { eventResults } from '../../domain/scores/signals/event-score.ts';
import {
  type Condition,
  type Definition,
  definedScores,
  type Fact,
  ownFields,
} from '../../domain/definitions/definition.ts';
import { channels } from '../../domain/journey.ts';
import type { Duration } from '../../domain/time/duration.ts';
import { categories, journeyNames, shelf } from './people.ts';

const optional = { requiredKeys: [] as never[] };

const range = (...values: readonly number[]) =>
  fc
    .record(
      { atLeast: fc.constantFrom(...values), atMost: fc.constantFrom(...values), below: fc.constantFrom(...values) },
      optional,
    )
    .filter((one) => Object.keys(one).length > 0);
const times = range(0, 1, 2, 3);
const money = range(0, 1_000, 2_000, 2_500, 5_000, 7_500);

const duration = fc.constantFrom<Duration>('7 days', '30 days', '90 days', '365 days');
const ago = { within: duration, before: duration };
const about = {
  category: fc.constantFrom(...categories, 'nothing of it'),
  product: fc.constantFrom(...Object.keys(shelf), 'unknown'),
};
const channel = fc.constantFrom('email' as const, 'sms' as const);

const fact: fc.Arbitrary<Fact> = fc.oneof(
  range(0, 0.25, 0.5, 1, 2.5, 5_000, 10_000).chain((bounds) =>
    fc.constantFrom(...definedScores).map((name): Fact => ({ score: { name, ...bounds } })),
  ),
  fc.record({ count: times, ...ago, ...about, total: money }, optional).map((orders): Fact => ({ orders })),
  fc.record({ count: times, ...ago, ...about, total: money }, optional).map((carts): Fact => ({ carts })),
  fc.record({ count: times, ...ago, ...about }, optional).map((views): Fact => ({ views })),
  fc
    .record({ count: times, ...ago, channel, journey: fc.constantFrom(...journeyNames) }, optional)
    .map((clicks): Fact => ({ clicks })),
  fc
    .record(
      { channel: fc.constantFrom(...channels), list: fc.constantFrom('news', 'other') },
      { requiredKeys: ['channel'] },
    )
    .map((consent): Fact => ({ consent })),
  fc
    .record({ kind: fc.constantFrom(...contactKinds), ...ago }, { requiredKeys: ['kind'] })
    .map((contact): Fact => ({ contact })),
  fc.constantFrom('gold', 'silver', 'none of it').map((tier): Fact => ({ tier })),
  fc
    .record(
      { category: about.category, share: range(0.1, 0.5), lift: range(0.5, 1, 2) },
      { requiredKeys: ['category'] },
    )
    .map((affinity): Fact => ({ affinity })),
  fc
    .record({ sensitive: fc.boolean(), index: range(0.5, 1, 1.5) }, optional)
    .filter((one) => Object.keys(one).length > 0)
    .map((prices): Fact => ({ prices })),
  fc
    .tuple(range(0.05, 0.1, 0.3), fc.record({ channel, messages: range(0, 1, 5) }, { requiredKeys: ['channel'] }))
    .map(([rate, asked]): Fact => ({ engagement: { ...asked, ...rate } })),
  fc
    .record({ from: fc.integer({ min: 0, max: 23 }), to: fc.integer({ min: 1, max: 24 }) })
    .filter(({ from, to }) => from !== to)
    .map((bestHour): Fact => ({ bestHour })),
  range(0.5, 1, 3.5, 7).map((intent): Fact => ({ intent })),
  fc
    .tuple(about.category, fc.option(range(0.2, 0.5), { nil: {} }))
    .map(([category, bounds]): Fact => ({ nextCategory: { category, ...bounds } })),
  fc
    .record({ result: fc.constantFrom(...eventResults), score: range(20, 65, 80) }, optional)
    .filter((one) => Object.keys(one).length > 0)
    .map((lastEvent): Fact => ({ lastEvent })),
  fc.record(ago, optional).map((known): Fact => ({ known })),
  fc.constantFrom(...ownFields).map((has): Fact => ({ has })),
  fc.constantFrom('fr' as const, 'en' as const).map((language): Fact => ({ language })),
  fc.constantFrom('FR', 'BE', 'DE').map((country): Fact => ({ country })),
  fc.constantFrom('saved:one', 'saved:two', 'saved:gone', 'vip', 'dormant').map((segment): Fact => ({ segment })),
);

/** Conditions of any shape, three deep. */
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fact,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((and): Condition => ({ and })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((or): Condition => ({ or })),
    tie('condition').map((not): Condition => ({ not })),
  ),
}));

export const drawnDefinition = fc.record(
  { include: condition, exclude: condition },
  { requiredKeys: ['include'] },
) as fc.Arbitrary<Pick<Definition, 'include' | 'exclude'>>;

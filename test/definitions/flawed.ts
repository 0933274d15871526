/** What is wrong with a definition: in words, what is changed of a good one, and the field that an answer names. */
export const flawedDefinitions: readonly (readonly [what: string, change: object, field: string])[] = [
  ['no condition', { include: {} }, 'definition.include'],
  ['two conditions in one', { include: { orders: {}, has: 'phone' } }, 'definition.include'],
  ['an unknown field', { include: { and: [{ orders: { since: '2020' } }] } }, 'definition.include.and.0.orders'],
  [
    'a duration that is none',
    { include: { not: { orders: { within: 'a while' } } } },
    'definition.include.not.orders.within',
  ],
  [
    'borders in the wrong order',
    { include: { orders: { within: '7 days', before: '30 days' } } },
    'definition.include.orders.within',
  ],
  [
    'a range in which there is nothing',
    { include: { orders: { count: { atLeast: 3, atMost: 2 } } } },
    'definition.include.orders.count',
  ],
  ['a range without a bound', { include: { score: { name: 'alive' } } }, 'definition.include.score'],
  ['an unknown score', { include: { score: { name: 'mood', atLeast: 1 } } }, 'definition.include.score.name'],
  ['an unknown journey', { include: { clicks: { journey: 'nonsense' } } }, 'definition.include.clicks.journey'],
  ['an unknown segment', { include: { segment: 'nonsense' } }, 'definition.include.segment'],
  [
    'a definition that is not there',
    { exclude: { or: [{ segment: 'saved:nobody' }] } },
    'definition.exclude.or.0.segment',
  ],
  ['itself', { include: { not: { segment: 'saved:tried' } } }, 'definition.include.not.segment'],
  ['an empty list', { include: { or: [] } }, 'definition.include.or'],
  ['no goal', { goal: undefined }, 'definition.goal'],
  [
    'too deep',
    { include: { not: { not: { not: { not: { not: { not: { not: { has: 'phone' } } } } } } } } },
    'definition.include.not.not.not.not.not.not',
  ],
  [
    'too much',
    {
      include: { and: Array.from({ length: 3 }, () => ({ or: Array.from({ length: 15 }, () => ({ has: 'phone' })) })) },
    },
    'definition.include',
  ],
];

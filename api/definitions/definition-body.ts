import { z } from 'zod';
import { isCountry } from '../../domain/civil/place.ts';
import { contactKinds } from '../../domain/contact.ts';
import {
  type Condition,
  type Ago,
  type Definition,
  definedScores,
  factsOf,
  ownFields,
  type Range,
  savedName,
} from '../../domain/definitions/definition.ts';
import { listPattern } from '../../domain/lists.ts';
import { eventResults } from '../../domain/scores/signals/event-score.ts';
import { segmentNames } from '../../domain/segments/names.ts';
import { locales } from '../../domain/templates.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { externalId, text } from '../events/fields.ts';
import { journeyOf } from '../operate/fields.ts';
import { scoredChannels } from '../../domain/scores/signals/engagement.ts';
import { channel, duration } from '../policies/fields.ts';

/** How a definition is named in addresses, commands and, after `saved:`, among segments. */
export const definitionName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'write small letters, digits and hyphens, at most 40: lamp-buyers');

/** Enough for any definition that somebody still understands; each fact costs at every message. */
const most = { depth: 6, facts: 40, together: 20 };

const number = z.number().min(-1e12).max(1e12);
const bounds = { atLeast: number.optional(), atMost: number.optional(), below: number.optional() };
const isBounded = ({ atLeast, atMost, below }: Range) => [atLeast, atMost, below].some((bound) => bound !== undefined);
const unbounded = 'needs one of atLeast, atMost, below';
const isPossible = ({ atLeast, atMost, below }: Range) =>
  atLeast === undefined || ((atMost === undefined || atMost >= atLeast) && (below === undefined || below > atLeast));
const impossible = 'is a range in which there is nothing';

const range = z.strictObject(bounds).refine(isBounded, unbounded).refine(isPossible, impossible);

const ago = { within: duration.optional(), before: duration.optional() };
const isInOrder = ({ within, before }: Ago) =>
  within === undefined || before === undefined || durationMillis(within) > durationMillis(before);
const inOrder: [typeof isInOrder, { path: PropertyKey[]; message: string }] = [
  isInOrder,
  { path: ['within'], message: 'must be longer ago than before' },
];

const about = { category: text(200).optional(), product: externalId.optional() };
const counted = { count: range.optional() };

const factsOfJourneys = (journeys: readonly string[]) => ({
  score: z
    .strictObject({ name: z.enum(definedScores), ...bounds })
    .refine(isBounded, unbounded)
    .refine(isPossible, impossible),
  orders: z.strictObject({ ...counted, ...ago, ...about, total: range.optional() }).refine(...inOrder),
  carts: z.strictObject({ ...counted, ...ago, ...about, total: range.optional() }).refine(...inOrder),
  views: z.strictObject({ ...counted, ...ago, ...about }).refine(...inOrder),
  clicks: z
    .strictObject({ ...counted, ...ago, channel: channel.optional(), journey: journeyOf(journeys).optional() })
    .refine(...inOrder),
  consent: z.strictObject({
    channel,
    list: z.string().regex(listPattern, 'write a list as the policy consent names it').optional(),
  }),
  contact: z.strictObject({ kind: z.enum(contactKinds), ...ago }).refine(...inOrder),
  tier: text(60),
  affinity: z.strictObject({ category: text(200), share: range.optional(), lift: range.optional() }),
  prices: z
    .strictObject({ sensitive: z.boolean().optional(), index: range.optional() })
    .refine(({ sensitive, index }) => sensitive !== undefined || index !== undefined, 'needs sensitive or index'),
  engagement: z
    .strictObject({ channel: z.enum(scoredChannels), messages: range.optional(), ...bounds })
    .refine(isBounded, unbounded)
    .refine(isPossible, impossible),
  bestHour: z
    .strictObject({ from: z.int().min(0).max(23), to: z.int().min(1).max(24) })
    .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must be another hour than from' }),
  intent: range,
  nextCategory: z.strictObject({ category: text(200), ...bounds }).refine(isPossible, impossible),
  lastEvent: z
    .strictObject({ result: z.enum(eventResults).optional(), score: range.optional() })
    .refine(({ result, score }) => result !== undefined || score !== undefined, 'needs result or score'),
  known: z.strictObject(ago).refine(...inOrder),
  has: z.enum(ownFields),
  language: z.enum(locales),
  country: z.string().refine(isCountry, 'write an ISO 3166-1 code such as FR'),
  segment: z
    .string()
    .refine(
      (name) => (segmentNames as readonly string[]).includes(name) || definitionName.safeParse(savedName(name)).success,
      `write saved: and the name of a definition, or one of ${segmentNames.join(', ')}`,
    ),
});

type FactSchemas = ReturnType<typeof factsOfJourneys>;

/** The keys of a condition: how several are put together, and what may be asked. */
const together = ['and', 'or', 'not'];

interface Reading {
  readonly facts: FactSchemas;
  readonly flaw: (message: string, path: readonly PropertyKey[]) => undefined;
}

/**
 * A condition has exactly one key, by which it is read: a flaw is told of that very part, not of every form that it might
 * have had.
 */
const readCondition = (
  given: unknown,
  path: readonly PropertyKey[],
  depth: number,
  reading: Reading,
): Condition | undefined => {
  const { facts, flaw } = reading;
  const words = [...together, ...Object.keys(facts)];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return flaw(`write an object with one of ${words.join(', ')}`, path);
  }
  const [key, ...more] = Object.keys(given);
  if (key === undefined || more.length > 0 || !words.includes(key)) {
    return flaw(`write exactly one of ${words.join(', ')}`, path);
  }
  if (depth > most.depth) {
    return flaw(`is nested more than ${most.depth} deep: save a part as a definition of its own`, path);
  }
  const value = (given as Readonly<Record<string, unknown>>)[key];
  const at = [...path, key];
  if (key === 'not') {
    const not = readCondition(value, at, depth + 1, reading);
    return not && { not };
  }
  if (key === 'and' || key === 'or') {
    if (!Array.isArray(value) || value.length === 0 || value.length > most.together) {
      return flaw(`is a list of 1 to ${most.together} conditions`, at);
    }
    const read = value.flatMap((one, index) => readCondition(one, [...at, index], depth + 1, reading) ?? []);
    return key === 'and' ? { and: read } : { or: read };
  }
  const read = facts[key as keyof FactSchemas].safeParse(value);
  if (read.success) return { [key]: read.data } as unknown as Condition;
  for (const issue of read.error.issues) flaw(issue.message, [...at, ...issue.path]);
  return undefined;
};

const condition = (facts: FactSchemas) =>
  z.unknown().transform((given, context): Condition => {
    const flaw: Reading['flaw'] = (message, path) => {
      context.issues.push({ code: 'custom', message, path: [...path], input: given });
      return undefined;
    };
    const read = readCondition(given, [], 1, { facts, flaw });
    if (read && factsOf({ include: read }).length > most.facts) {
      flaw(`has more than ${most.facts} conditions: save a part as a definition of its own`, []);
    }
    return context.issues.length === 0 && read ? read : z.NEVER;
  });

/** A definition as people write it, in a product with these journeys; each flaw names its field. */
export const definitionBody = (journeys: readonly string[]) => {
  const facts = factsOfJourneys(journeys);
  return z.strictObject({
    title: z.strictObject({ fr: text(80), en: text(80) }),
    goal: z.strictObject({
      outcome: z.enum(['first-purchase', 'repurchase', 'churn-avoided', 'purchase', 'consent']),
      within: duration,
    }),
    include: condition(facts),
    exclude: condition(facts).optional(),
  }) satisfies z.ZodType<Definition>;
};

import type { ContactKind } from '../contact.ts';
import type { Channel, Goal } from '../journey.ts';
import type { ScoredChannel } from '../scores/signals/engagement.ts';
import type { List } from '../lists.ts';
import type { EventResult } from '../scores/signals/event-score.ts';
import type { SavedSegment } from '../segments/names.ts';
import type { Locale } from '../templates.ts';
import type { Duration } from '../time/duration.ts';

/** A number between bounds; each that is given must hold. */
export interface Range {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly below?: number | undefined;
}

/**
 * When something happened, counted back from the instant of the question: no longer ago than `within`, and longer ago than
 * `before`, which itself does not count. Neither: ever. What lies ahead has not happened.
 */
export interface Ago {
  readonly within?: Duration | undefined;
  readonly before?: Duration | undefined;
}

/** Which products something was about: one category, or one product by the store's own id. */
export interface About {
  readonly category?: string | undefined;
  readonly product?: string | undefined;
}

/** How often; nothing said: at least once. */
interface Counted {
  readonly count?: Range | undefined;
}

/** What models say of a customer; who has no score, or of whom nothing is said of money, is in no range of it. */
export const definedScores = ['alive', 'churn', 'expectedOrders', 'expectedSpend', 'lifetimeValue'] as const;
export type DefinedScore = (typeof definedScores)[number];

/** What may be known of a customer, or not. */
export const ownFields = ['email', 'phone', 'firstName', 'language', 'zone', 'birthday', 'loyalty'] as const;
export type OwnField = (typeof ownFields)[number];

/** One thing that is true of a customer or not. Money in minor units of the store's currency. */
export type Fact =
  | { readonly score: { readonly name: DefinedScore } & Range }
  /** Orders that stand: neither cancelled nor sent back. `total`: what they came to together, less what was given back. */
  | { readonly orders: Counted & Ago & About & { readonly total?: Range | undefined } }
  /** Carts that are open and not empty, by when they were last touched. */
  | { readonly carts: Counted & Ago & About & { readonly total?: Range | undefined } }
  /** Different products that were looked at. */
  | { readonly views: Counted & Ago & About }
  /** Messages of which a person followed a link. */
  | {
      readonly clicks: Counted &
        Ago & { readonly channel?: Channel | undefined; readonly journey?: string | undefined };
    }
  /** Agreed to marketing on a channel, as it holds now; of one list, where it is named. */
  | { readonly consent: { readonly channel: Channel; readonly list?: List | undefined } }
  /** The last thing of a kind that they did themselves. */
  | { readonly contact: { readonly kind: ContactKind } & Ago }
  /** Loyalty tier, as the shop's programme tells it or the policy `signals` has it. */
  | { readonly tier: string }
  /** How much they are drawn to a category; no bound: it is their first. `lift`: against what is usual in the shop. */
  | {
      readonly affinity: {
        readonly category: string;
        readonly share?: Range | undefined;
        readonly lift?: Range | undefined;
      };
    }
  /** How much they go by reduced prices; `index`: against a usual customer. */
  | { readonly prices: { readonly sensitive?: boolean | undefined; readonly index?: Range | undefined } }
  /** The share of a channel's messages that they react to, by clicks, visits and orders. */
  | { readonly engagement: { readonly channel: ScoredChannel; readonly messages?: Range | undefined } & Range }
  /** The two hours of their own day in which they most probably act begin between these hours, the second excluded. */
  | { readonly bestHour: { readonly from: number; readonly to: number } }
  /** How much they are about to buy, now. */
  | { readonly intent: Range }
  /** What they probably buy next; no bound: it is the likeliest. */
  | { readonly nextCategory: { readonly category: string } & Range }
  /** What the last event that is over made of them, and how much they took part in it, from 0 to 100 (R114). */
  | {
      readonly lastEvent: {
        readonly result?: NonNullable<EventResult> | undefined;
        readonly score?: Range | undefined;
      };
    }
  /** Known to the shop since. */
  | { readonly known: Ago }
  | { readonly has: OwnField }
  | { readonly language: Locale }
  /** ISO 3166-1 alpha-2, of the address. */
  | { readonly country: string }
  /** A segment of the product, or another definition: `saved:lamp-buyers`. */
  | { readonly segment: string };

/** Facts put together by the algebra of sets. */
export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition }
  | Fact;

/** A segment that a store makes itself, as data: a file, or a saved version (R112). */
export interface Definition {
  readonly title: Readonly<Record<Locale, string>>;
  /** What the shop wants of these customers (R110). */
  readonly goal: { readonly outcome: Exclude<Goal['kind'], 'service'>; readonly within: Duration };
  readonly include: Condition;
  /** Whoever is in this is left out, whatever else is true of them. */
  readonly exclude?: Condition | undefined;
}

/** A definition as it is kept. */
export interface KnownDefinition {
  readonly name: string;
  readonly version: number;
  readonly definition: Definition;
}

/** Before the name of a definition, where segments are named. */
export const savedPrefix = 'saved:' satisfies SavedSegment;

/** How a definition of this name is called among segments. */
export const savedSegment = (name: string): SavedSegment => `${savedPrefix}${name}`;

/** The definition that a segment's name means; undefined: it is a segment of the product. */
export const savedName = (segment: string): string | undefined =>
  segment.startsWith(savedPrefix) ? segment.slice(savedPrefix.length) : undefined;

/** Where a fact stands in a definition: `['include', 'and', 0]`. */
export type FactPath = readonly (string | number)[];

/** Every fact that a definition goes by, in any depth, with its place. */
export const factsOf = ({
  include,
  exclude,
}: Pick<Definition, 'include' | 'exclude'>): readonly (readonly [path: FactPath, fact: Fact])[] => [
  ...factsIn(include, ['include']),
  ...(exclude ? factsIn(exclude, ['exclude']) : []),
];

const factsIn = (condition: Condition, path: FactPath): readonly (readonly [FactPath, Fact])[] => {
  if ('and' in condition) return condition.and.flatMap((one, index) => factsIn(one, [...path, 'and', index]));
  if ('or' in condition) return condition.or.flatMap((one, index) => factsIn(one, [...path, 'or', index]));
  return 'not' in condition ? factsIn(condition.not, [...path, 'not']) : [[path, condition]];
};

/** The segments that a definition builds on, with their places. */
export const segmentsIn = (
  definition: Pick<Definition, 'include' | 'exclude'>,
): readonly (readonly [path: FactPath, segment: string])[] =>
  factsOf(definition).flatMap(([path, fact]) =>
    'segment' in fact ? [[[...path, 'segment'], fact.segment] as const] : [],
  );

import type { Duration } from '../time/duration.ts';
import type { Goal } from '../journey.ts';
import type { Locale } from '../templates.ts';
import type { Millis } from '../time/instant.ts';
import type { SegmentContext } from './context.ts';
import type { SegmentFacts } from './facts.ts';
import type { AnySegment } from './names.ts';

export type Words = Readonly<Record<Locale, string>>;

/** What the shop wants of the customers of a segment (R110), in the words by which goals of journeys are reported. */
export interface SegmentGoal {
  readonly outcome: Exclude<Goal['kind'], 'service'>;
  readonly within: Duration;
  readonly words: Words;
}

/** Who a segment is made of. Pure: the same facts, instant and past always give the same answer. */
export interface SegmentRule<Name extends AnySegment = AnySegment> {
  readonly name: Name;
  readonly title: Words;
  /** Who is in it, for people. */
  readonly sentence: Words;
  readonly goal: SegmentGoal;
  /** Whether a customer is in it; `before`: what they were in, for bounds that are further out for who is inside. */
  readonly holds: (facts: SegmentFacts, context: SegmentContext, before: ReadonlySet<AnySegment>) => boolean;
  /** Of who is inside, when time alone takes them out, where that is sooner than the next night. */
  readonly until?: (facts: SegmentFacts, context: SegmentContext) => Millis | undefined;
}

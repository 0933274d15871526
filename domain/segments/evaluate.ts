import type { Millis } from '../time/instant.ts';
import type { SegmentContext } from './context.ts';
import type { SegmentFacts } from './facts.ts';
import type { AnySegment, Segment } from './names.ts';
import type { SegmentRule } from './segment.ts';
import type { CustomerValue } from './value.ts';

/** What a customer is to the shop at an instant. */
export interface Membership extends CustomerValue {
  /** In the order of the rules; never empty. */
  readonly segments: readonly AnySegment[];
  /** One of them: the first in the policy's order. */
  readonly primary: AnySegment;
  /** When time alone changes something before the next night. */
  readonly until?: Millis;
}

/**
 * Judges a customer by every rule. Pure: as of the context's instant. `before` is what they were in: whoever is inside
 * stays until a bound further out.
 */
export const evaluateSegments = (
  rules: readonly SegmentRule[],
  facts: SegmentFacts,
  context: SegmentContext,
  before: readonly AnySegment[],
): Membership => {
  const were = new Set(before);
  const inside = rules.filter(({ holds }) => holds(facts, context, were));
  const segments = inside.map(({ name }) => name);
  const changes = inside.flatMap(({ until }) => until?.(facts, context) ?? []);
  return {
    segments,
    primary: context.policy.priority.find((name) => segments.includes(name)) ?? segments[0]!,
    value: valueOfSegments(segments),
    ...(changes.length > 0 && { until: Math.min(...changes) }),
  };
};

/** Of whom little is expected: they get less (R107). */
const weak: readonly Segment[] = ['prospect', 'dormant', 'rfm-hibernating', 'rfm-lost', 'rfm-weak'];

const valueOfSegments = (segments: readonly AnySegment[]): CustomerValue['value'] => {
  if (segments.includes('vip')) return 'high';
  return weak.some((name) => segments.includes(name)) ? 'low' : 'standard';
};

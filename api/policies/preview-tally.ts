import type { StoredDecision } from '../../db/policies/decisions.ts';
import { isSameOutcome, type RulesOutcome } from '../../domain/rules/outcome.ts';

const mostExamples = 10;

/** One decision that the change would have turned. */
export interface PreviewExample {
  readonly message: string;
  readonly journey: string;
  readonly step: string;
  readonly decidedAt: Date;
  readonly from: RulesOutcome;
  readonly to: RulesOutcome;
}

/** An outcome without its instant. */
export interface OutcomeKind {
  readonly says: RulesOutcome['says'];
  readonly reason?: string;
}

/** How many decisions of a journey would have gone from one outcome to another; to the same: at another instant. */
export interface PreviewChange {
  readonly journey: string;
  readonly from: OutcomeKind;
  readonly to: OutcomeKind;
  readonly count: number;
}

type Counts = Readonly<Record<RulesOutcome['says'], number>>;

export interface PreviewCounts {
  /** Decisions looked at. */
  readonly decisions: number;
  readonly before: Counts;
  readonly after: Counts;
  /** Decisions that the rules of today would not make again under the policy of then: left as they are. */
  readonly notComparable: number;
  /** Most frequent first. */
  readonly changes: readonly PreviewChange[];
  /** At most ten, newest first, of each kind of change in turn. */
  readonly examples: readonly PreviewExample[];
}

/** What one decision was, and what it would have been. */
export interface Comparison {
  readonly from: RulesOutcome;
  readonly to: RulesOutcome | 'not comparable';
}

interface Group extends Omit<PreviewChange, 'count'> {
  count: number;
  readonly examples: PreviewExample[];
}

/** Counts comparisons, with a few examples of each kind. */
export const createTally = () => {
  const before = { send: 0, later: 0, withheld: 0 };
  const after = { ...before };
  const groups = new Map<string, Group>();
  let [decisions, notComparable] = [0, 0];
  return {
    count: (): number => decisions,
    add: ({ id, journey, step, decidedAt }: StoredDecision, { from, to: outcome }: Comparison): void => {
      const to = outcome === 'not comparable' ? from : outcome;
      decisions += 1;
      before[from.says] += 1;
      after[to.says] += 1;
      if (outcome === 'not comparable') notComparable += 1;
      if (isSameOutcome(from, to)) return;
      const kinds = { journey, from: kindOf(from), to: kindOf(to) };
      const key = JSON.stringify(kinds);
      const group = groups.get(key) ?? { ...kinds, count: 0, examples: [] };
      groups.set(key, group);
      group.count += 1;
      if (group.examples.length < mostExamples)
        group.examples.push({ message: id, journey, step, decidedAt, from, to });
    },
    result: (): PreviewCounts => {
      const all = [...groups.values()].toSorted((a, b) => b.count - a.count);
      return {
        decisions,
        before,
        after,
        notComparable,
        changes: all.map(({ examples: _examples, ...change }) => change),
        examples: inTurn(all.map(({ examples }) => examples)),
      };
    },
  };
};

const kindOf = (outcome: RulesOutcome): OutcomeKind =>
  outcome.says === 'send' ? { says: 'send' } : { says: outcome.says, reason: outcome.reason };

/** The first of each, then the second of each, until there are enough. */
const inTurn = <Item>(lists: readonly (readonly Item[])[]): readonly Item[] =>
  Array.from({ length: mostExamples }, (_, place) => lists.flatMap((list) => list[place] ?? []))
    .flat()
    .slice(0, mostExamples);

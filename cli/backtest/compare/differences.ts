import type { DecisionLine } from '../results/decisions.ts';

/** One step that came out otherwise: what A decided, and what B; undefined where the step was not reached. */
export interface Difference {
  readonly a: DecisionLine | undefined;
  readonly b: DecisionLine | undefined;
}

/** A step is the same in both by its run and place in it; runs have the same ids in every backtest of a past. */
const keyOf = ({ customer, run, step, channel }: DecisionLine): readonly string[] => [customer, run, step, channel];

const compareKeys = (a: readonly string[], b: readonly string[]): number => {
  const index = a.findIndex((value, place) => value !== b[place]);
  if (index < 0) return 0;
  return Buffer.compare(Buffer.from(a[index]!), Buffer.from(b[index]!));
};

const isSame = (a: DecisionLine, b: DecisionLine): boolean =>
  a.outcome === b.outcome && a.reason === b.reason && a.template === b.template && a.decided_at === b.decided_at;

const next = async (lines: AsyncIterator<DecisionLine>): Promise<DecisionLine | undefined> => {
  const { done, value } = await lines.next();
  return done ? undefined : value;
};

/** What differs between two lists of decisions, both in order of person, run, step and channel. */
export async function* differencesOf(
  a: AsyncIterable<DecisionLine>,
  b: AsyncIterable<DecisionLine>,
): AsyncGenerator<Difference> {
  const left = a[Symbol.asyncIterator]();
  const right = b[Symbol.asyncIterator]();
  let one = await next(left);
  let other = await next(right);
  while (one || other) {
    const order = !one ? 1 : !other ? -1 : compareKeys(keyOf(one), keyOf(other));
    if (order === 0) {
      if (!isSame(one!, other!)) yield { a: one, b: other };
      [one, other] = [await next(left), await next(right)];
    } else if (order < 0) {
      yield { a: one, b: undefined };
      one = await next(left);
    } else {
      yield { a: undefined, b: other };
      other = await next(right);
    }
  }
}

import type { Queries } from '../../db/client.ts';
import { type FactsAsked, type KnownCustomer, readSegmentFacts } from '../../db/segments/facts.ts';
import {
  type Judged,
  lockStandings,
  peekStandings,
  type StandingRow,
  writeStandings,
} from '../../db/segments/standings.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { segmentContext, type SegmentContext } from '../../domain/segments/context.ts';
import { evaluateSegments } from '../../domain/segments/evaluate.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { askSavedStandings, judgeSaved } from './judge-saved.ts';
import { moves } from './moves.ts';
import type { StoreLines } from './store-lines.ts';

/**
 * Judges customers of one store and keeps what they are, in the caller's transaction: their standings are locked first,
 * what is known of them is read after that, so that of two at once the second sees what the first wrote, and each entry and
 * each exit happens once.
 *
 * @returns how many are something else than before.
 */
export const judgeCustomers = async (
  queries: Queries,
  lines: StoreLines,
  ids: readonly CustomerId[],
  now: Millis,
): Promise<number> => {
  if (ids.length === 0) return 0;
  const standings = await lockStandings(queries, lines.store.id, ids);
  const context = segmentContext(lines, now, lines.store.timezone);
  const facts = await readSegmentFacts(
    queries,
    factsAsked(
      lines,
      standings.map(({ customerId }) => customerId),
      context,
    ),
  );
  const judged = standings.flatMap((standing) => {
    const known = facts.get(standing.customerId);
    return known ? [judge(lines, standing, known, context)] : [];
  });
  await writeStandings(queries, lines.store.id, judged, new Date(now));
  const moved = [...judged, ...(await judgeSaved(queries, lines, standings, facts, now))].filter(
    ({ left, entered, found }) => left.length + entered.length + found.length > 0,
  );
  return new Set(moved.map(({ customer }) => customer)).size;
};

/** Of these customers those who would be something else, or were never judged, by a look that locks nobody. */
export const findChanged = async (
  queries: Queries,
  lines: StoreLines,
  ids: readonly CustomerId[],
  now: Millis,
): Promise<readonly CustomerId[]> => {
  const context = segmentContext(lines, now, lines.store.timezone);
  const standings = await peekStandings(queries, ids);
  // Who was never judged is judged under the lock: nothing needs to be read of them twice.
  const judged = ids.filter((id) => standings.get(id)?.evaluatedAt);
  const facts = await readSegmentFacts(queries, factsAsked(lines, judged, context));
  const saved = await askSavedStandings(queries, lines, judged, now);
  return ids.filter((id) => {
    const standing = standings.get(id);
    if (!standing?.evaluatedAt) return true;
    const known = facts.get(id);
    if (!known) return false;
    const { version } = known;
    const { segments, primary, value, until } = evaluateSegments(lines.rules, known.facts, context, standing.segments);
    const own = saved.get(id) ?? { names: [] };
    return (
      version !== standing.statisticsVersion ||
      primary !== standing.primary ||
      value !== standing.value ||
      isOther(earliest(until, own.until), standing.until?.getTime()) ||
      !isSame(segments, standing.segments) ||
      !isSame(own.names, standing.saved)
    );
  });
};

const isSame = (some: readonly AnySegment[], others: readonly AnySegment[]): boolean =>
  some.length === others.length && some.every((name) => others.includes(name));

const earliest = (one: Millis | undefined, other: Millis | undefined): Millis | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);

/** What fades is foreseen to the millisecond, give or take what is rounded. */
const isOther = (one: Millis | undefined, other: Millis | undefined): boolean =>
  one === undefined || other === undefined ? one !== other : Math.abs(one - other) > 1_000;

const factsAsked = (
  { store }: StoreLines,
  ids: readonly CustomerId[],
  { now, today }: Pick<SegmentContext, 'now' | 'today'>,
): FactsAsked => ({ store: store.id, ids, now, today });

const judge = (
  lines: StoreLines,
  { customerId, segments: before, evaluatedAt }: StandingRow,
  { facts, version }: KnownCustomer,
  context: SegmentContext,
): Judged => {
  const { rules } = lines;
  const after = evaluateSegments(rules, facts, context, before);
  const moved = moves(
    lines,
    { customerId, evaluatedAt, knownSince: facts.knownSince },
    before,
    after.segments,
    context.now,
  );
  return { ...after, ...moved, customer: customerId, version };
};

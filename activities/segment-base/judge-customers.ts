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
  return judged.filter(({ left, entered, found }) => left.length + entered.length + found.length > 0).length;
};

/** Of these customers those who would be something else, by a look that locks nobody. */
export const findChanged = async (
  queries: Queries,
  lines: StoreLines,
  ids: readonly CustomerId[],
  now: Millis,
): Promise<readonly CustomerId[]> => {
  const context = segmentContext(lines, now, lines.store.timezone);
  const [standings, facts] = await Promise.all([
    peekStandings(queries, ids),
    readSegmentFacts(queries, factsAsked(lines, ids, context)),
  ]);
  return ids.filter((id) => {
    const known = facts.get(id);
    if (!known) return false;
    const standing = standings.get(id);
    if (!standing?.evaluatedAt) return true;
    const { version } = known;
    const { segments, primary, value, until } = evaluateSegments(lines.rules, known.facts, context, standing.segments);
    return (
      version !== standing.statisticsVersion ||
      primary !== standing.primary ||
      value !== standing.value ||
      (until === undefined) !== (standing.until === null) ||
      segments.length !== standing.segments.length ||
      segments.some((name) => !standing.segments.includes(name))
    );
  });
};

const factsAsked = (
  { store }: StoreLines,
  ids: readonly CustomerId[],
  { now, today }: Pick<SegmentContext, 'now' | 'today'>,
): FactsAsked => ({ store: store.id, ids, now, today });

const judge = (
  { rules, starts, judgedByRun }: StoreLines,
  { customerId, segments: before, evaluatedAt }: StandingRow,
  { facts, version }: KnownCustomer,
  context: SegmentContext,
): Judged => {
  const now = evaluateSegments(rules, facts, context, before);
  const lookedAt = Math.max(evaluatedAt?.getTime() ?? 0, judgedByRun(customerId) ?? 0);
  const news = now.segments.filter((name) => !before.includes(name));
  // Whoever was there before a segment was looked at is found in it; who came later, or was looked at without it, enters.
  const isFound = (name: AnySegment): boolean => {
    const since = starts.get(name) ?? context.now;
    return facts.knownSince <= since && lookedAt < since;
  };
  return {
    ...now,
    customer: customerId,
    version,
    left: before.filter((name) => !now.segments.includes(name)),
    entered: news.filter((name) => !isFound(name)),
    found: news.filter(isFound),
  };
};

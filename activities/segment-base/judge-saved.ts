import type { Queries } from '../../db/client.ts';
import { askStandings, type SavedStanding } from '../../db/definitions/ask.ts';
import { bodiesOf } from '../../db/definitions/definitions.ts';
import type { KnownCustomer } from '../../db/segments/facts.ts';
import { type JudgedSaved, type StandingRow, writeSaved } from '../../db/segments/standings.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { moves } from './moves.ts';
import type { StoreLines } from './store-lines.ts';

/** So far ahead it is looked when time alone changes something: beyond the next run of the night, which looks again. */
const aheadMillis = 36 * 3_600_000;

/** Which definitions of the store customers are in now. A store that defined nothing is not asked. */
export const askSavedStandings = async (
  queries: Queries,
  { store, definitions }: Pick<StoreLines, 'store' | 'definitions'>,
  customers: readonly CustomerId[],
  now: Millis,
): Promise<ReadonlyMap<CustomerId, SavedStanding>> =>
  askStandings(
    queries,
    customers,
    { store: store.id, currency: store.currency, now, others: bodiesOf(definitions) },
    now + aheadMillis,
  );

/**
 * Keeps which of the store's own definitions customers are in, with each entry and each exit once: in the caller's
 * transaction, in which their standings are locked and the segments of the product are kept already, which definitions may
 * build on.
 */
export const judgeSaved = async (
  queries: Queries,
  lines: StoreLines,
  standings: readonly StandingRow[],
  facts: ReadonlyMap<CustomerId, KnownCustomer>,
  now: Millis,
): Promise<readonly JudgedSaved[]> => {
  if (lines.definitions.size === 0 && standings.every(({ saved }) => saved.length === 0)) return [];
  const known = standings.filter(({ customerId }) => facts.has(customerId));
  const ids = known.map(({ customerId }) => customerId);
  const asked = await askSavedStandings(queries, lines, ids, now);
  const judged = known.map(({ customerId, evaluatedAt, saved }): JudgedSaved => {
    const { names, until } = asked.get(customerId) ?? { names: [] };
    const { knownSince } = facts.get(customerId)!.facts;
    const moved = moves(lines, { customerId, evaluatedAt, knownSince }, saved, names, now);
    return { ...moved, customer: customerId, saved: names, until };
  });
  const different = judged.filter(
    ({ left, entered, found, until }) => left.length + entered.length + found.length > 0 || until !== undefined,
  );
  await writeSaved(queries, lines.store.id, different, new Date(now));
  return different;
};

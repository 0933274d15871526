import type { Client } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { type Counts, eraseRows, findResidue } from '../../db/personal-data/erase-rows.ts';
import { countErased, giveUpClaims, recordTurn } from '../../db/personal-data/erasures.ts';
import type { ErasureRow } from '../../db/personal-data/mark-erased.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import { readPersonIds } from '../../db/personal-data/person.ts';
import { type Person } from '../../db/personal-data/places/place.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { deleteHistories } from './histories.ts';

export interface ErasureDeps {
  readonly db: Database;
  readonly client: Client;
  readonly nameHash: NameHash;
  /** The store's time. */
  readonly clock: Clock;
  /** This machine's time: Temporal and providers live in it. */
  readonly realClock: Clock;
  /** How long a send that was claimed before the erasure may still be under way, in milliseconds of real time. */
  readonly sendMillis: number;
}

/** How soon is looked again: Temporal deletes within seconds. */
const lookAgainMillis = 1_000;

/**
 * One turn of an erasure: the tables, then Temporal, then a search over both. Each part may be repeated at will;
 * the receipt is closed by the turn whose search finds nothing, when no send can be under way any more.
 */
export const takeTurn = async (deps: ErasureDeps, row: ErasureRow): Promise<void> => {
  const { db, client, nameHash, clock, realClock } = deps;
  const customers = await readPersonIds(db, row.customerId);
  const person: Person = { store: row.storeId, customers, erased: { names: row.names, hash: nameHash } };
  const sendsAreOver = realClock.now() - row.recordedAt.getTime() >= deps.sendMillis;
  if (sendsAreOver) await giveUpClaims(db, row);
  // The outbox is among the tables: once its rows are gone, nobody starts a workflow again.
  await eraseRows(db, person, row.id);
  const histories = await deleteHistories(client, row.workflows, customers);
  // Once: until Temporal has deleted them they are found again.
  if (histories > 0 && !row.counts['histories']) await countErased(db, row.id, 'histories', histories);

  const residue = await findResidue(db, person);
  const waitsFor = whatIsLeft(residue, histories, sendsAreOver);
  const realNow = realClock.now();
  await recordTurn(db, row.id, {
    waitsFor,
    lookAgain: new Date(realNow + lookAgainMillis),
    ...(waitsFor === null && { closedAt: new Date(clock.now()) }),
  });
};

const whatIsLeft = (residue: Counts, histories: number, sendsAreOver: boolean): string | null => {
  if (!sendsAreOver) return 'sends that were under way';
  if (histories > 0) return 'Temporal, which deletes in the background';
  const tables = Object.keys(residue);
  return tables.length > 0 ? `rows written meanwhile: ${tables.join(', ')}` : null;
};

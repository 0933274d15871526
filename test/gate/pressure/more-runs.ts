import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { runs } from '../../../db/schema/index.ts';
import { type DeliverInput, idempotencyKey } from '../../../domain/delivery.ts';
import type { RunId } from '../../../domain/ids.ts';
import type { Rank } from '../../../domain/journey.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { hour, type Person, store } from '../world.ts';

/** A further run of a customer, of any rank; its message shows the same cart. */
export interface MoreRun {
  readonly rank: Rank;
  readonly dueAt: number;
  readonly journey?: string;
  readonly input?: Partial<DeliverInput>;
}

let episode = 1;

/** Opens further runs of `person`, each with its first message due, as intake writes them. */
export const addRuns = async (db: Database, person: Person, more: readonly MoreRun[]): Promise<Person[]> => {
  const added = more.map(({ rank, dueAt, journey = rank, input }) => {
    const run = randomUUID() as RunId;
    const asked: DeliverInput = {
      ...person.input,
      run,
      journey,
      rank,
      dueAt: toInstant(dueAt),
      expiresAt: toInstant(dueAt + 12 * hour),
      ...input,
    };
    return { ...person, run, input: asked, key: idempotencyKey(asked) };
  });
  await db.insert(runs).values(
    added.map(({ run, customer, cart, input }) => ({
      id: run,
      storeId: store,
      journey: input.journey,
      rank: input.rank,
      purpose: input.purpose,
      customerId: customer,
      subject: cart,
      episode: (episode += 1),
      event: { cartId: cart },
      startedAt: new Date(Date.parse(input.dueAt) - hour),
      touchedAt: new Date(Date.parse(input.dueAt) - hour),
      dueAt: new Date(input.dueAt),
      state: 'open' as const,
    })),
  );
  return added;
};

/** The same run, asked about another step or at another time. */
export const withStep = (person: Person, changes: Partial<DeliverInput>): Person => {
  const input = { ...person.input, ...changes };
  return { ...person, input, key: idempotencyKey(input) };
};

import { v7 } from 'uuid';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Queries } from '../client.ts';
import { averageDays, volumeApprovals } from '../schema/index.ts';

/** Writes down what was counted of the four weeks before the day of `at` (UTC): it is counted once a day. */
export const noteAverageDay = async (
  queries: Queries,
  { store: storeId, channel, at }: { readonly store: StoreId; readonly channel: Channel; readonly at: Date },
  accepted: number,
): Promise<void> => {
  const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
  await queries.insert(averageDays).values({ storeId, channel, day, accepted }).onConflictDoNothing();
};

export type NewApproval = Omit<typeof volumeApprovals.$inferInsert, 'id' | 'recordedAt'>;

/** Approves a volume until an instant. */
export const writeApproval = async (queries: Queries, approval: NewApproval) =>
  (
    await queries
      .insert(volumeApprovals)
      .values({ id: v7(), ...approval })
      .returning()
  )[0]!;

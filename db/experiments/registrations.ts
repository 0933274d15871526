import { and, desc, eq, isNull } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { experimentRegistrations } from '../schema/experiments.ts';

export type RegistrationRow = typeof experimentRegistrations.$inferSelect;
export type NewRegistration = typeof experimentRegistrations.$inferInsert;

/** The registrations of a store, also those that were withdrawn, the newest first. */
export const listRegistrations = async (queries: Queries, store: StoreId): Promise<readonly RegistrationRow[]> =>
  queries
    .select()
    .from(experimentRegistrations)
    .where(eq(experimentRegistrations.storeId, store))
    .orderBy(desc(experimentRegistrations.registeredAt), desc(experimentRegistrations.id));

/** The one that stands. */
export const readStandingRegistration = async (
  queries: Queries,
  { storeId, experiment }: Pick<RegistrationRow, 'storeId' | 'experiment'>,
): Promise<RegistrationRow | undefined> =>
  (
    await queries
      .select()
      .from(experimentRegistrations)
      .where(
        and(
          eq(experimentRegistrations.storeId, storeId),
          eq(experimentRegistrations.experiment, experiment),
          isNull(experimentRegistrations.withdrawnAt),
        ),
      )
  )[0];

/** @returns undefined when the experiment has one that stands. */
export const insertRegistration = async (
  queries: Queries,
  row: NewRegistration,
): Promise<RegistrationRow | undefined> =>
  (await queries.insert(experimentRegistrations).values(row).onConflictDoNothing().returning())[0];

/** Ends the registration that stands. @returns undefined when none does. */
export const withdrawRegistration = async (
  queries: Queries,
  { storeId, experiment }: Pick<RegistrationRow, 'storeId' | 'experiment'>,
  { at, by, why }: { readonly at: Date; readonly by: string; readonly why: string },
): Promise<RegistrationRow | undefined> =>
  (
    await queries
      .update(experimentRegistrations)
      .set({ withdrawnAt: at, withdrawnBy: by, withdrawnWhy: why })
      .where(
        and(
          eq(experimentRegistrations.storeId, storeId),
          eq(experimentRegistrations.experiment, experiment),
          isNull(experimentRegistrations.withdrawnAt),
        ),
      )
      .returning()
  )[0];

import { eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId, TicketId } from '../../domain/ids.ts';
import { built, givenAll } from '../built.ts';
import type { Queries } from '../client.ts';
import { excluded } from '../excluded.ts';
import { serviceCases } from '../schema/index.ts';

interface Told {
  readonly id: TicketId;
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
  readonly at: Date;
}

/** Notes that a case is open; one that was closed later than that stays closed. @returns false when nothing changed. */
export const openCase = async (queries: Queries, { id, storeId, customerId, at }: Told): Promise<boolean> => {
  const rows = await caseOpening(queries, { id, storeId, customerId, openedAt: at });
  return rows.length > 0;
};

const caseOpening = built((queries) =>
  queries
    .insert(serviceCases)
    .values({ ...givenAll(['id', 'storeId', 'customerId', 'openedAt'] as const), closedAt: null })
    .onConflictDoUpdate({
      target: serviceCases.id,
      // Opened again: from then on.
      set: { openedAt: excluded('openedAt'), closedAt: null },
      setWhere: sql`excluded.opened_at > coalesce(${serviceCases.closedAt}, ${serviceCases.openedAt})`,
    })
    .returning({ id: serviceCases.id }),
);

/** Notes that a case is closed, also one of whose beginning nobody told. @returns false when nothing changed. */
export const closeCase = async (queries: Queries, { id, storeId, customerId, at }: Told): Promise<boolean> => {
  const rows = await queries
    .insert(serviceCases)
    .values({ id, storeId, customerId, openedAt: at, closedAt: at })
    .onConflictDoUpdate({
      target: serviceCases.id,
      set: { closedAt: excluded('closedAt') },
      setWhere: sql`excluded.closed_at >= ${serviceCases.openedAt}
        and excluded.closed_at > coalesce(${serviceCases.closedAt}, '-infinity')`,
    })
    .returning({ id: serviceCases.id });
  return rows.length > 0;
};

export const moveCases = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  await queries.update(serviceCases).set({ customerId: to }).where(eq(serviceCases.customerId, from));
};

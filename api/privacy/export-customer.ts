import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { exportPerson } from '../../db/personal-data/export-person.ts';
import { findPerson, type PersonReference, readPersonIds } from '../../db/personal-data/person.ts';
import type { StoreId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import type { Clock } from '../../domain/time/clock.ts';

/** All that is kept about one customer (GDPR, articles 15 and 20). */
export interface CustomerExport {
  readonly store: StoreId;
  /** Our own id of the customer. */
  readonly customer: string;
  readonly exportedAt: string;
  /** By what it is: profile, names, consents, events, messages … */
  readonly data: Readonly<Record<string, readonly object[]>>;
}

/** Reads all of it as it is at one moment. Undefined when the store knows nobody of this name. */
export const exportCustomer = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  store: StoreId,
  reference: PersonReference,
  actor: Act['actor'],
): Promise<CustomerExport | undefined> =>
  db.transaction(
    async (queries) => {
      const customer = await findPerson(queries, store, reference);
      if (customer === undefined) return undefined;
      const data = await exportPerson(queries, { store, customers: await readPersonIds(queries, customer) });
      const now = clock.now();
      await recordAct(queries, { at: now, actor, act: 'customer.exported', subject: `customer/${customer}`, store });
      return { store, customer, exportedAt: toInstant(now), data };
    },
    { isolationLevel: 'repeatable read' },
  );

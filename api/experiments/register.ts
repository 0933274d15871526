import { v7 } from 'uuid';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import {
  insertRegistration,
  listRegistrations,
  readStandingRegistration,
  type RegistrationRow,
  withdrawRegistration,
} from '../../db/experiments/registrations.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { RegistrationWish } from './wishes.ts';

/** Who, when in the store's time. */
export type Who = Pick<Act, 'at' | 'actor'>;

/**
 * Writes a decision down before its first result: customers assigned from now on are in it. The same wish again is the same
 * registration.
 *
 * @returns undefined when another one about the experiment stands.
 */
export const registerDecision = async (
  db: Database,
  storeId: StoreId,
  wish: RegistrationWish,
  { at, actor }: Who,
): Promise<RegistrationRow | undefined> =>
  db.transaction(async (queries) => {
    const own = { id: v7(), storeId, ...wish, registeredAt: new Date(at), registeredBy: actor };
    const row = await insertRegistration(queries, own);
    if (!row) {
      const standing = await readStandingRegistration(queries, { storeId, experiment: wish.experiment });
      return standing && isSame(standing, wish) ? standing : undefined;
    }
    const { experiment, metric, windowDays, minimalEffect, customers, looks, why } = wish;
    await recordAct(queries, {
      at,
      actor,
      act: 'experiment.registered',
      subject: `experiment/${experiment}`,
      store: storeId,
      detail: { registration: row.id, metric, windowDays, minimalEffect, customers, looks, why },
    });
    return row;
  });

const isSame = (row: RegistrationRow, wish: RegistrationWish): boolean =>
  Object.entries(wish).every(([name, value]) => row[name as keyof RegistrationWish] === value);

/** One that is withdrawn stays as it is. @returns undefined when none about the experiment was ever registered. */
export const withdrawDecision = async (
  db: Database,
  storeId: StoreId,
  { experiment, why }: { readonly experiment: string; readonly why: string },
  { at, actor }: Who,
): Promise<RegistrationRow | undefined> =>
  db.transaction(async (queries) => {
    const row = await withdrawRegistration(queries, { storeId, experiment }, { at: new Date(at), by: actor, why });
    if (!row) return (await listRegistrations(queries, storeId)).find((one) => one.experiment === experiment);
    await recordAct(queries, {
      at,
      actor,
      act: 'experiment.withdrawn',
      subject: `experiment/${experiment}`,
      store: storeId,
      detail: { registration: row.id, why },
    });
    return row;
  });

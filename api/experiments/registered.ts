import type { Database } from '../../db/client.ts';
import { type ArmsRequest, countAssigned, readArms } from '../../db/experiments/read-arms.ts';
import { readStandingRegistration } from '../../db/experiments/registrations.ts';
import { namesOf } from '../../db/pages/operator-names.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { customersOfLook, lookReached } from '../../domain/experiments/looks/decide.ts';
import { registrationInWords } from '../../domain/experiments/looks/registration.ts';
import type { ArmSums } from '../../domain/experiments/report/arms.ts';
import type { RegisteredReport } from '../../domain/experiments/report/report.ts';

const day = 86_400_000;

/**
 * What the registered decision of an experiment is about, look by look, as it was registered, whatever else is asked: each
 * is about the customers who were assigned first since then, so that looking again later does not change what it says.
 *
 * @returns undefined where none is registered.
 */
export const readRegistered = async (
  db: Database,
  { id, currency }: Pick<StoreRow, 'id' | 'currency'>,
  experiment: string,
  until: Date,
): Promise<RegisteredReport | undefined> => {
  const row = await readStandingRegistration(db, { storeId: id, experiment });
  if (!row) return undefined;
  const { windowDays, pastDays, margin, cap, registeredAt, registeredBy } = row;
  const request: ArmsRequest = {
    store: id,
    currency,
    experiment,
    until,
    since: registeredAt,
    window: windowDays * day,
    past: pastDays * day,
    margin: margin ?? undefined,
    cap: cap ?? undefined,
  };
  const reached = lookReached(row, await countAssigned(db, request));
  const looked: (readonly ArmSums[])[] = [];
  for (let look = 1; look <= reached; look += 1)
    looked.push(await readArms(db, { ...request, first: customersOfLook(row, look) }));
  const nameOf = await namesOf(db, [registeredBy]);
  const { customers, looks, spending, alpha } = row;
  const since = registeredAt.toISOString().slice(0, 10);
  const words = `${registrationInWords(row, currency, 'en')}; by ${nameOf(registeredBy)} on ${since}`;
  return { customers, looks, spending, alpha, words, looked };
};

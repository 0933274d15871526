import type { Database } from '../../db/client.ts';
import { type ArmsRequest, countAssigned, readArms } from '../../db/experiments/read-arms.ts';
import { customersOfLook, lookReached } from '../../domain/experiments/looks/decide.ts';
import type { Reported } from '../../domain/experiments/report/report.ts';

/**
 * What a registered decision is about at the look that is reached: the customers who were assigned first, so that looking
 * again later does not change what it says.
 */
export const readRegistered = async (
  db: Database,
  request: ArmsRequest,
  customers: number,
  looks: number,
): Promise<NonNullable<Reported['registered']>> => {
  const registration = { customers, looks };
  const look = lookReached(registration, await countAssigned(db, request));
  const first = customersOfLook(registration, look);
  return { ...registration, look, sums: look === 0 ? [] : await readArms(db, { ...request, first }) };
};

import { eq } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import { type UpliftGroup, upliftGroup } from '../../domain/uplift/group.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { signals } from '../schema/index.ts';

/** The group that a customer is in by what is stored of them now. */
export const readUpliftGroup = async (queries: Queries, customer: CustomerId): Promise<UpliftGroup> => {
  const [row] = await groupQuery(queries, { customer });
  return upliftGroup(row ?? {});
};

const groupQuery = built((queries) =>
  queries
    .select({ priceSensitive: signals.priceSensitive, rfmGroup: signals.rfmGroup })
    .from(signals)
    .where(eq(signals.customerId, given('customer'))),
);

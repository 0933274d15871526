import { eq } from 'drizzle-orm';
import { foresee, type Proven } from '../../domain/uplift/foresee.ts';
import { upliftGroup } from '../../domain/uplift/group.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { offerUplifts, runs, signals } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** By offer, what experiments foresee with the group of the run's customer; only what is known. */
export const readForeseen = async (
  db: Queries,
  { run }: Pick<FactsRequest, 'run'>,
): Promise<Readonly<Record<string, Proven>>> => {
  const rows = await foreseenQuery(db, { run });
  return Object.fromEntries(
    rows.flatMap((row) => {
      const says = foresee(row, upliftGroup(row))?.says ?? 'unknown';
      return says === 'unknown' ? [] : [[row.offer, says] as const];
    }),
  );
};

const foreseenQuery = built((db) =>
  db
    .select({
      offer: offerUplifts.offer,
      fits: offerUplifts.fits,
      money: offerUplifts.money,
      priceSensitive: signals.priceSensitive,
      rfmGroup: signals.rfmGroup,
    })
    .from(runs)
    .innerJoin(offerUplifts, eq(offerUplifts.storeId, runs.storeId))
    .leftJoin(signals, eq(signals.customerId, runs.customerId))
    .where(eq(runs.id, given('run'))),
);

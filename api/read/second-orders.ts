import type { RequestHandler } from 'express';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Queries } from '../../db/client.ts';
import { readSecondOrders } from '../../db/pages/second-orders.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { storeOf } from '../access/access.ts';
import { flawsOf } from '../events/flaw.ts';
import { Problem } from '../http/problem.ts';

/** How many months back it tells without a wish, and at most. */
export const usualMonths = 12;
export const mostMonths = 120;

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((1000 * part) / whole) / 10;

/**
 * How many of the customers of each month's first orders came back, and how soon (R9): what the welcome after a first
 * purchase is for. Shares in percent.
 */
export const reportSecondOrders = async (
  db: Queries,
  store: Pick<StoreRow, 'id' | 'timezone'>,
  { now, months }: { readonly now: Millis; readonly months: number },
) => {
  const { timezone } = store;
  const since = DateTime.fromMillis(now, { zone: timezone })
    .startOf('month')
    .minus({ months: months - 1 });
  const cohorts = await readSecondOrders(db, store.id, {
    since: since.toJSDate(),
    until: new Date(now + 1),
    timezone,
  });
  return {
    since: toInstant(since.toMillis()),
    until: toInstant(now),
    cohorts: cohorts.map((one) => ({
      ...one,
      againPercent: share(one.again, one.customers),
      againInNinetyPercent: share(one.againInNinety, one.pastNinety),
    })),
  };
};

export type SecondOrdersReport = Awaited<ReturnType<typeof reportSecondOrders>>;

const wanted = `write 1 to ${mostMonths}`;
const query = z.object({
  months: z.coerce.number(wanted).int().min(1, wanted).max(mostMonths, wanted).default(usualMonths),
});

/** `GET /v1/second-orders?months=12`. @throws Problem 422 */
export const getSecondOrders =
  ({ db, clock }: { readonly db: Queries; readonly clock: Clock }): RequestHandler =>
  async (request, response) => {
    const read = query.safeParse(request.query);
    if (!read.success) {
      throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws: flawsOf(read.error) });
    }
    response.json(await reportSecondOrders(db, storeOf(response), { now: clock.now(), ...read.data }));
  };

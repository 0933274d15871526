import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { mostCodesSeen } from '../../domain/policy/offers.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { messages, offerCodeMessages, offerCodes, orders, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** The newest codes that the customer of the run got, and which of them the step itself carries. */
export const readCodes = async (db: Queries, { run, offer }: FactsRequest) => {
  if (!offer) return [];
  return codesQuery(db, { run, message: offer.message });
};

const codesQuery = built((db) =>
  db
    .select({
      id: offerCodes.id,
      offer: offerCodes.offer,
      code: offerCodes.code,
      terms: sql<NonNullable<typeof offerCodes.$inferSelect.terms>>`${offerCodes.terms}`.mapWith(offerCodes.terms),
      reservedAt: sql<Date>`${offerCodes.reservedAt}`.mapWith(offerCodes.reservedAt),
      expiresAt: sql<Date>`${offerCodes.expiresAt}`.mapWith(offerCodes.expiresAt),
      used: sql<boolean>`${offerCodes.state} = 'redeemed'`,
      boughtWithout: sql<boolean>`${offerCodes.redeemedAt} is null and exists (
        select 1 from ${orders} where ${orders.customerId} = ${offerCodes.customerId} and ${orders.state} <> 'cancelled'
          and ${orders.placedAt} > ${offerCodes.reservedAt} and ${orders.placedAt} <= ${offerCodes.expiresAt})`,
      own: sql<boolean>`exists (
        select 1 from ${offerCodeMessages} join ${messages} on ${messages.id} = ${offerCodeMessages.messageId}
        where ${offerCodeMessages.codeId} = ${offerCodes.id} and ${messages.id} = ${given('message')}
          and ${messages.state} = 'claimed')`,
    })
    .from(offerCodes)
    .innerJoin(runs, eq(runs.customerId, offerCodes.customerId))
    .where(
      and(
        eq(runs.id, given('run')),
        isNotNull(offerCodes.reservedAt),
        isNotNull(offerCodes.terms),
        isNotNull(offerCodes.expiresAt),
      ),
    )
    .orderBy(desc(offerCodes.reservedAt), desc(offerCodes.id))
    .limit(mostCodesSeen),
);

import { interestId, ticketId } from '../../../db/ids.ts';
import { requestNews } from '../../../db/relation/news-requests.ts';
import { readLoyalty, writeLoyalty } from '../../../db/relation/loyalty.ts';
import { countReferral, countReview } from '../../../db/segments/advocates.ts';
import { closeCase, openCase } from '../../../db/relation/service-cases.ts';
import { loyaltyStanding } from '../../../domain/loyalty/standing.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';

/** The newest telling holds; points that were used make an active member. */
export const loyaltyChanged = async (context: ChangeContext, event: EventOf<'loyalty.changed'>): Promise<Change> => {
  const { queries, store, customers, at, now } = context;
  const customerId = customers!.owner;
  const current = await readLoyalty(queries, customerId);
  if (current && current.updatedAt >= at) return outdated;
  const { points = current?.points ?? 0, tier = current?.tier ?? null, why } = event.data;
  const redeemedAt = why === 'redeemed' ? at : (current?.redeemedAt ?? null);
  await writeLoyalty(queries, { customerId, storeId: store.id, points, tier, redeemedAt, updatedAt: at });
  const standing = loyaltyStanding({ points, redeemedAt: redeemedAt?.getTime() }, now.getTime());
  return { ...applied, derives: [{ type: 'loyalty.standing', ids: { standing } }] };
};

/** A form that names a category asks for its news. */
export const formSubmitted = async (context: ChangeContext, event: EventOf<'form.submitted'>): Promise<Change> => {
  const { interest: category } = event.data;
  // Kept with the event alone.
  if (category === undefined) return { changed: false };
  const { queries, store, customers, at } = context;
  const id = interestId(store.id, category);
  await requestNews(queries, { storeId: store.id, customerId: customers!.owner, id, category, declaredAt: at });
  return { ...applied, derives: [{ type: 'interest.declared', ids: { interestId: id } }] };
};

/** From this rating of five on, somebody is happy. */
const happyFrom = 4;

export const reviewSubmitted = async (context: ChangeContext, event: EventOf<'review.submitted'>): Promise<Change> => {
  if (event.data.rating < happyFrom) return { changed: false };
  await countReview(context.queries, advocateOf(context));
  return { ...applied, derives: [{ type: 'customer.satisfied', ids: {} }] };
};

/** Who brings friends is an ambassador. */
export const referralConverted = async (
  context: ChangeContext,
  _event: EventOf<'referral.converted'>,
): Promise<Change> => {
  await countReferral(context.queries, advocateOf(context), context.at);
  return applied;
};

const advocateOf = ({ store, customers }: ChangeContext) => ({ storeId: store.id, customerId: customers!.owner });

export const ticketOpened = async (context: ChangeContext, event: EventOf<'ticket.opened'>): Promise<Change> =>
  (await openCase(context.queries, caseOf(context, event))) ? applied : outdated;

export const ticketClosed = async (context: ChangeContext, event: EventOf<'ticket.closed'>): Promise<Change> =>
  (await closeCase(context.queries, caseOf(context, event))) ? applied : outdated;

const caseOf = ({ store, customers, at }: ChangeContext, { data }: EventOf<'ticket.opened' | 'ticket.closed'>) => ({
  id: ticketId(store.id, data.ticketId),
  storeId: store.id,
  customerId: customers!.owner,
  at,
});

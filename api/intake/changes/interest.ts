import { productId } from '../../../db/ids.ts';
import {
  type InterestRow,
  noteSign,
  readInterests,
  type Sign,
  takeBack,
  trimInterests,
  writeVisits,
} from '../../../db/interests/interests.ts';
import { readSection } from '../../../db/policies/section.ts';
import { readShown } from '../../../db/shop/products.ts';
import { addLook } from '../../../domain/intents/visits.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';

/** A look at a product is counted, and told to nobody: what it means is seen in what was counted. */
export const productViewed = async (context: ChangeContext, event: EventOf<'product.viewed'>): Promise<Change> => {
  const { queries, store, customers, at, now } = context;
  const customer = customers!.owner;
  const id = productId(store.id, event.data.productId);
  const [before, shown, { apart }] = await Promise.all([
    readInterests(queries, customer),
    readShown(queries, id),
    readSection(queries, store.id, 'intents', now),
  ]);
  const known = before.find((one) => one.productId === id);
  const visits = addLook(known?.visits ?? [], { at: +at, seconds: event.data.seconds }, apart);
  await Promise.all([
    writeVisits(queries, { ...rowOf(context, id, shown), visits }),
    known ? undefined : trimInterests(queries, customer),
  ]);
  const looked = { productId: id, category: shown?.category ?? null, visits };
  return { ...applied, looked: [...before.filter((one) => one !== known), looked] };
};

type Shown = Awaited<ReturnType<typeof readShown>>;

const rowOf = ({ store, customers, at }: ChangeContext, id: InterestRow['productId'], shown: Shown): InterestRow => ({
  customerId: customers!.owner,
  productId: id,
  storeId: store.id,
  lastAt: at,
  seenPrice: shown?.price ?? null,
  seenCurrency: shown?.currency ?? null,
});

const note = async (context: ChangeContext, sign: Sign, externalId: string): Promise<Change> => {
  const { queries, store, customers } = context;
  const id = productId(store.id, externalId);
  await noteSign(queries, sign, [rowOf(context, id, await readShown(queries, id))]);
  await trimInterests(queries, customers!.owner);
  return applied;
};

export const wishlistAdded = async (context: ChangeContext, event: EventOf<'wishlist.added'>): Promise<Change> =>
  note(context, 'wishedAt', event.data.productId);

export const alertRequested = async (context: ChangeContext, event: EventOf<'alert.requested'>): Promise<Change> =>
  note(context, event.data.about === 'stock' ? 'stockAskedAt' : 'priceAskedAt', event.data.productId);

const forget = async (
  { queries, store, customers, at }: ChangeContext,
  signs: readonly Sign[],
  externalId: string,
): Promise<Change> => {
  const product = productId(store.id, externalId);
  return (await takeBack(queries, signs, { customer: customers!.owner, product, at })) ? applied : outdated;
};

export const wishlistRemoved = async (context: ChangeContext, event: EventOf<'wishlist.removed'>): Promise<Change> =>
  forget(context, ['wishedAt'], event.data.productId);

export const alertCancelled = async (context: ChangeContext, event: EventOf<'alert.cancelled'>): Promise<Change> =>
  forget(context, ['stockAskedAt', 'priceAskedAt'], event.data.productId);

import { productId } from '../../../db/ids.ts';
import { dropInterests, readInterests, tooMany, writeInterests } from '../../../db/interests/interests.ts';
import { readSection } from '../../../db/policies/section.ts';
import { readCategory } from '../../../db/shop/products.ts';
import { addLook } from '../../../domain/intents/visits.ts';
import { applied, type Change, type ChangeContext, type EventOf } from './change.ts';

/** A look at a product is counted, and told to nobody: what it means is seen in what was counted. */
export const productViewed = async (
  { queries, store, customers, at, now }: ChangeContext,
  event: EventOf<'product.viewed'>,
): Promise<Change> => {
  const customer = customers!.owner;
  const product = productId(store.id, event.data.productId);
  const [before, category, { apart }] = await Promise.all([
    readInterests(queries, customer),
    readCategory(queries, product),
    readSection(queries, store.id, 'intents', now),
  ]);
  const known = before.find((one) => one.productId === product);
  const visits = addLook(known?.visits ?? [], { at: +at, seconds: event.data.seconds }, apart);
  const lastAt = known && known.lastAt > at ? known.lastAt : at;
  const looked = [...before.filter((one) => one !== known), { productId: product, category, visits, lastAt }];
  const forgotten = tooMany(looked);
  await Promise.all([
    writeInterests(queries, [{ customerId: customer, productId: product, storeId: store.id, visits, lastAt }]),
    dropInterests(
      queries,
      customer,
      forgotten.map((one) => one.productId),
    ),
  ]);
  return { ...applied, looked: looked.filter((one) => !forgotten.includes(one)) };
};

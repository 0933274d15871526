import { readLedTo, noteIntent } from '../../db/interests/intents.ts';
import { readInterests } from '../../db/interests/interests.ts';
import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { detectIntent, type LookedAt } from '../../domain/intents/detect.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Derived } from './derive.ts';
import { isAnyAwake, startedBy } from './derive.ts';

/**
 * Whether what a customer looked at shows that they are about to choose; each intent once, since what led to one, to a
 * cart or to an order does not count again. One statement beyond what counting took while nothing is shown.
 */
export const deriveIntent = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  about: { readonly store: StoreId; readonly customer: CustomerId; readonly at: Date; readonly now: Date },
  counted?: readonly LookedAt[],
): Promise<readonly Derived[]> => {
  const { store, customer, at, now } = about;
  const concerned = startedBy(specs, ['intent.shown']);
  if (concerned.length === 0) return [];
  const [policy, looked] = await Promise.all([
    readSection(queries, store, 'intents', now),
    counted ?? readInterests(queries, customer),
  ]);
  if (!detectIntent(looked, policy, { now: +at })) return [];
  const [awake, since] = await Promise.all([isAnyAwake(queries, concerned, store), readLedTo(queries, customer)]);
  const intent = awake && detectIntent(looked, policy, { now: +at, since });
  if (!intent) return [];
  await noteIntent(queries, intent, { storeId: store, customerId: customer, at });
  return [{ type: 'intent.shown', ids: intent }];
};

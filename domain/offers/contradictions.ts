import {
  type OfferContradiction,
  type OfferPolicy,
  type OffersPolicy,
  serviceOffers,
  services,
} from '../policy/offers.ts';
import { isAbove } from './ceiling.ts';

/** What of a store's offers cannot all be meant (R220); empty: it may be saved. */
export const offerContradictions = (policy: OffersPolicy): readonly OfferContradiction[] =>
  Object.entries(policy.byId).flatMap(([id, offer]) => [
    ...references(policy, id, offer),
    ...overlaps(policy, id, offer),
    ...codes(policy, id, offer),
    ...neverGiven(policy, id, offer),
    ...noService(id, offer),
  ]);

const at = (id: string, ...rest: readonly (string | number)[]) => ['byId', id, ...rest];

const references = ({ byId }: OffersPolicy, id: string, offer: OfferPolicy): OfferContradiction[] => {
  const found: OfferContradiction[] = [];
  const missing = (other: string, path: readonly (string | number)[]): void => {
    if (!byId[other]) found.push({ path, message: `there is no offer "${other}"` });
  };
  if (offer.instead) {
    missing(offer.instead.offer, at(id, 'instead', 'offer'));
    const kind = byId[offer.instead.offer]?.gives.kind;
    if (kind === 'percent' || kind === 'amount') {
      found.push({ path: at(id, 'instead', 'offer'), message: 'must be a benefit, not another discount' });
    }
    if (byId[offer.instead.offer]?.instead) {
      found.push({ path: at(id, 'instead', 'offer'), message: 'has itself another one in its place' });
    }
  }
  if (typeof offer.whenEmpty === 'object') {
    missing(offer.whenEmpty.offer, at(id, 'whenEmpty', 'offer'));
    if (turnsBack(byId, id)) {
      found.push({ path: at(id, 'whenEmpty', 'offer'), message: 'leads back to this offer' });
    }
  }
  for (const [index, other] of (offer.mayOverlap ?? []).entries()) missing(other, at(id, 'mayOverlap', index));
  return found;
};

/** True when following `whenEmpty` from `id` comes back to it. */
const turnsBack = (byId: OffersPolicy['byId'], id: string): boolean => {
  const seen = new Set<string>();
  let next = byId[id]?.whenEmpty;
  while (typeof next === 'object' && !seen.has(next.offer)) {
    if (next.offer === id) return true;
    seen.add(next.offer);
    next = byId[next.offer]?.whenEmpty;
  }
  return false;
};

const overlaps = ({ byId }: OffersPolicy, id: string, offer: OfferPolicy): OfferContradiction[] =>
  (offer.mayOverlap ?? []).flatMap((other, index) =>
    byId[other] && !byId[other].mayOverlap?.includes(id)
      ? [{ path: at(id, 'mayOverlap', index), message: `"${other}" does not say that it may overlap with "${id}"` }]
      : [],
  );

/** One code that means two offers would contradict itself between two messages. */
const codes = ({ byId }: OffersPolicy, id: string, offer: OfferPolicy): OfferContradiction[] => {
  const source = offer.codes;
  if (source.from === 'fixed') {
    const twin = Object.entries(byId).find(
      ([other, { codes }]) => other < id && codes.from === 'fixed' && codes.code === source.code,
    );
    return twin ? [{ path: at(id, 'codes', 'code'), message: `is the code of offer "${twin[0]}" already` }] : [];
  }
  if (offer.alarmBelow !== undefined && source.from !== 'pool') {
    return [{ path: at(id, 'alarmBelow'), message: 'is about a pool, and this offer has none' }];
  }
  return [];
};

const neverGiven = (policy: OffersPolicy, id: string, offer: OfferPolicy): OfferContradiction[] => {
  const onlyVips = offer.to?.length && offer.to.every(({ segments }) => segments?.every((one) => one === 'vip'));
  return onlyVips && isAbove(offer.gives, policy.highValueCeiling)
    ? [{ path: at(id, 'gives'), message: 'is above the ceiling for the only customers who may get it' }]
    : [];
};

/** Visitors of a season are helped, not discounted (R26). */
const noService = (id: string, { gives }: OfferPolicy): OfferContradiction[] =>
  serviceOffers.includes(id) && !services.includes(gives.kind)
    ? [{ path: at(id, 'gives'), message: `must be a service: ${services.join(', ')}` }]
    : [];

import { type Lease, leaseAgain, leaseFree, leaseNew, type LeaseWish } from '../../db/offers/lease.ts';
import type { Queries } from '../../db/client.ts';
import type { StoreId } from '../../domain/ids.ts';
import { termsOf } from '../../domain/offers/terms.ts';
import type { OfferPolicy } from '../../domain/policy/offers.ts';
import { type Millis, toMillis } from '../../domain/time/instant.ts';
import { expiryOf } from '../../domain/civil/offer-expiry.ts';
import { makeCode } from './make-code.ts';

/** Who needs a code of which offer, and when. */
export interface CodeWish {
  readonly store: StoreId;
  readonly timezone: string;
  readonly offer: string;
  readonly policy: OfferPolicy;
  /** Idempotency key of the step. */
  readonly step: string;
  readonly now: Millis;
  readonly realNow: Millis;
}

/** Makes a code with the store's own system; undefined when it has none left. Asked again with the same key: the same. */
export type AskStore = (url: string, wish: LeaseWish) => Promise<string | undefined>;

/** How often another code is made where one exists already. */
const tries = 5;

/** A code for one step, without any lock; undefined when there is none. The same step gets the same one again. */
export const leaseCode = async (db: Queries, wish: CodeWish, askStore: AskStore): Promise<Lease | undefined> => {
  const { codes, validity } = wish.policy;
  const expiresAt = new Date(expiryOf(validity, wish.now, wish.timezone));
  if (codes.from === 'fixed' && codes.usableUntil && toMillis(codes.usableUntil) < +expiresAt) return undefined;
  const asked: LeaseWish = {
    store: wish.store,
    offer: wish.offer,
    source: codes.from,
    ...likeOf(codes),
    step: wish.step,
    terms: termsOf(wish.policy),
    expiresAt,
    now: new Date(wish.now),
    realNow: wish.realNow,
  };
  const again = await leaseAgain(db, asked);
  if (again) return again;
  switch (codes.from) {
    case 'pool':
      return leaseFree(db, asked);
    case 'fixed':
      return (await leaseFree(db, asked)) ?? leaseNew(db, asked, codes.code);
    case 'generated': {
      const free = await leaseFree(db, asked);
      if (free) return free;
      for (let made = 0; made < tries; made++) {
        const lease = await leaseNew(db, asked, makeCode(codes.prefix));
        if (lease) return lease;
      }
      return undefined;
    }
    case 'store': {
      const code = await askStore(codes.url, asked);
      return code === undefined ? undefined : leaseNew(db, asked, code);
    }
    default:
      return codes satisfies never;
  }
};

const likeOf = (codes: OfferPolicy['codes']): Pick<LeaseWish, 'like'> => {
  if (codes.from === 'fixed') return { like: { code: codes.code } };
  return codes.from === 'generated' ? { like: { prefix: codes.prefix } } : {};
};

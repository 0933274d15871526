import { askConfirmation } from '../../../db/customers/confirmations.ts';
import { readAddressesOf } from '../../../db/customers/links.ts';
import { readChannelState } from '../../../db/customers/standing.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import { choicesOf } from '../../../domain/preferences.ts';
import { networkOf } from '../network.ts';
import type { Change, ChangeContext, EventOf } from './change.ts';

type SignUpEvent = EventOf<'newsletter.subscribed' | 'customer.consent_changed'>;

/**
 * A sign-up that counts for nothing until it is confirmed: kept, and asked about, unless that would be a flood.
 * Undefined when none is needed: the store has no double opt-in, or the customer agreed already and messages go to
 * this very address.
 */
export const waitForConfirmation = async (
  { queries, store, customers, at, now }: ChangeContext,
  event: SignUpEvent,
): Promise<Change | undefined> => {
  const { data } = event;
  const isTold = event.type === 'customer.consent_changed';
  const { policy } = await readStorePolicy(queries, store.id, now);
  if (isTold ? event.data.state !== 'pending' : !policy.doubleOptIn.enabled) return undefined;

  const customerId = customers!.owner;
  const [current] = await readAddressesOf(queries, customerId, 'email');
  const address = event.customer?.email ?? current;
  if (address === undefined) return { changed: false, reason: 'no_address', unconfirmed: 'refused' };
  const list = data.list ?? '';
  const key = { storeId: store.id, customerId, channel: 'email' } as const;
  if (address === current) {
    const { standing } = await readChannelState(queries, { ...key, addresses: [address], now: at });
    const lists = { lists: list === '' ? [] : [{ list }], proof: policy.consent.proof };
    // A sale is no agreement: who was only written to because of one is asked.
    if (choicesOf({ ...standing, softOptIn: false }, lists).some(({ on }) => on)) return undefined;
  }
  const via = event.type === 'newsletter.subscribed' ? (event.data.via ?? null) : null;
  const signUp = { list, address, askedAt: at, source: data.source, via, proof: data.proof ?? {} };
  const network = data.ip === undefined ? undefined : networkOf(data.ip);
  const isAsked = await askConfirmation(
    queries,
    { ...key, purpose: 'marketing', ...signUp, network },
    policy.doubleOptIn,
  );
  return isAsked
    ? { changed: true, unconfirmed: 'asked' }
    : { changed: false, reason: 'confirmations_spent', unconfirmed: 'refused' };
};

import type { Database, Queries } from '../client.ts';
import type { TellConsentChange } from './consent-change.ts';
import { recordConsent } from './consents.ts';
import { type LinkOwner, lockToday, readAddressesOf } from './links.ts';
import { type ChannelState, newestOf, readChannelState } from './standing.ts';
import { suppress } from './suppressions.ts';

/**
 * Ends marketing to the link's address on its channel: the address is suppressed and the customer's consent
 * withdrawn, under the customer's lock, so that no message is claimed afterwards. Of a message that is gone it ends
 * it for every address of the customer. Again changes nothing.
 */
export const unsubscribe = async (db: Database, owner: LinkOwner, at: Date, tell: TellConsentChange): Promise<void> => {
  await db.transaction(async (transaction) => {
    // An erasure stopped marketing already, and leaves no address behind.
    const customer = await lockToday(transaction, owner.customerId);
    if (customer === undefined) return;
    const known = await readAddressesOf(transaction, customer, owner.channel);
    const addresses = owner.address === null ? known : [...new Set([owner.address, ...known])];
    const state = await readChannelState(transaction, { ...owner, customerId: customer, addresses, now: at });
    const proof = { how: 'link in a message' };
    const left = { addresses: owner.address === null ? known : [owner.address], source: 'unsubscribe link', proof };
    if (!(await leaveChannel(transaction, state, left, at))) return;
    await tell(transaction, { storeId: owner.storeId, customerId: customer, at });
  });
};

interface Left {
  readonly addresses: readonly string[];
  readonly source: string;
  readonly proof: Readonly<Record<string, string>>;
}

/** Ends all marketing on a channel; the customer is locked. Returns false when it had ended. */
export const leaveChannel = async (
  transaction: Queries,
  state: ChannelState,
  { addresses, source, proof }: Left,
  at: Date,
): Promise<boolean> => {
  const { storeId, channel, customerId, standing } = state;
  const open = addresses.filter(
    (address) => !state.held.some((one) => one.address === address && one.reason === 'unsubscribed' && one.list === ''),
  );
  const isGranted = standing.acts.some(({ state: given }) => given === 'granted');
  const isWithdrawn = standing.acts.some(
    (act) => act.list === '' && act.state === 'withdrawn' && standing.acts.every((other) => other.at <= act.at),
  );
  if (open.length === 0 && (!isGranted || isWithdrawn)) return false;
  const when = newestOf(state, at);
  for (const address of open) await suppress(transaction, { storeId, channel, address, reason: 'unsubscribed' }, when);
  const act = { storeId, customerId, channel, purpose: 'marketing', list: '', source, proof } as const;
  await recordConsent(transaction, { ...act, state: 'withdrawn', at: when });
  return true;
};

import { channels } from '../../domain/journey.ts';
import type { ConsentPolicy } from '../../domain/policy/consent.ts';
import { type Choice, choicesOf, lockedBy } from '../../domain/preferences.ts';
import { isMarketingAlone } from '../../domain/suppression.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Database, Queries } from '../client.ts';
import type { TellConsentChange } from './consent-change.ts';
import { recordContact } from './contacts.ts';
import { recordConsent } from './consents.ts';
import { type LinkOwner, lockToday, readAddressesOf } from './links.ts';
import { liftPauses, pause } from './pauses.ts';
import { type ChannelState, newestOf, readChannelState } from './standing.ts';
import { liftSuppression, suppress } from './suppressions.ts';
import { leaveChannel } from './unsubscribe.ts';

/** What a customer does on the page. */
export type PreferenceAct =
  | { readonly kind: 'choose'; readonly choices: readonly Choice[] }
  | { readonly kind: 'leave' }
  | { readonly kind: 'pause'; readonly until: Date }
  | { readonly kind: 'resume' };

/** With what it is recorded. */
export interface PreferenceRecord {
  readonly at: Date;
  readonly policy: Pick<ConsentPolicy, 'lists' | 'proof' | 'softOptIn'>;
  /** The proof of agreeing to a choice: its words as they were shown, and their version. */
  readonly proofOf: (choice: Choice) => Readonly<Record<string, string>>;
}

/** What stands about each channel on which the customer has an address. */
export const readStates = async (
  queries: Queries,
  { storeId, customerId, channel: linked, address }: LinkOwner,
  { at: now, policy }: Pick<PreferenceRecord, 'at' | 'policy'>,
): Promise<readonly ChannelState[]> => {
  const states = await Promise.all(
    channels.map(async (channel) => {
      const known = await readAddressesOf(queries, customerId, channel);
      const more = channel === linked && address !== null ? [address] : [];
      const addresses = [...new Set([...known, ...more])];
      const state = await readChannelState(queries, { storeId, customerId, channel, addresses, now });
      const softOptIn = state.standing.softOptIn && policy.softOptIn.channels.includes(channel);
      return { ...state, standing: { ...state.standing, softOptIn } };
    }),
  );
  return states.filter(({ addresses }) => addresses.length > 0);
};

/**
 * Whether there is something to choose on a channel: whoever was never asked about WhatsApp gets nothing there, and a shop may
 * have none. Having left or paused everything, or been erased, is no answer to a question.
 */
export const isOffered = ({ channel, standing: { acts }, held }: ChannelState): boolean =>
  channel !== 'whatsapp' || acts.length > 0 || held.some(({ reason }) => !isMarketingAlone(reason));

/**
 * Carries out what a customer chose, in one transaction under their lock: acts of consent with their proof, and
 * suppressions, so that the next claim obeys. What stands already is not recorded again. Nothing of a customer who
 * was erased meanwhile.
 */
export const changePreferences = async (
  db: Database,
  owner: LinkOwner,
  act: PreferenceAct,
  record: PreferenceRecord,
  tell: TellConsentChange,
): Promise<void> => {
  const { storeId } = owner;
  await db.transaction(async (transaction) => {
    const customerId = await lockToday(transaction, owner.customerId);
    if (customerId === undefined) return;
    const states = await readStates(transaction, { ...owner, customerId }, record);
    let changed = false;
    for (const state of states) changed = (await change(transaction, state, act, record)) || changed;
    const isBack = act.kind === 'choose' && act.choices.some(({ on }) => on);
    if (isBack && changed) await recordContact(transaction, { storeId, customerId, kind: 'consent', at: record.at });
    if (changed) await tell(transaction, { storeId, customerId, at: record.at });
  });
};

/** @returns whether a consent changed. */
const change = async (
  transaction: Queries,
  state: ChannelState,
  act: PreferenceAct,
  record: PreferenceRecord,
): Promise<boolean> => {
  const { storeId, channel, addresses } = state;
  const where = (some: readonly string[]) => some.map((address) => ({ storeId, channel, address }));
  switch (act.kind) {
    case 'choose':
      return isOffered(state) && choose(transaction, state, act.choices, record);
    case 'leave':
      if (!isOffered(state)) {
        // An agreement of before may still be told: it does not count any more.
        for (const one of where(addresses)) {
          await suppress(transaction, { ...one, reason: 'unsubscribed' }, newestOf(state, record.at));
        }
        return false;
      }
      return leaveChannel(transaction, state, { addresses, source, proof: { how: 'button to leave' } }, record.at);
    case 'pause':
      await pause(transaction, where(addresses), { at: newestOf(state, record.at), until: act.until });
      return false;
    case 'resume':
      await liftPauses(transaction, where(pausedOf(state)), newestOf(state, record.at));
      return false;
    default:
      return act satisfies never;
  }
};

const source = 'preference centre';

const pausedOf = ({ held }: ChannelState): readonly string[] =>
  held.filter(({ reason }) => reason === 'paused').map(({ address }) => address);

const choose = async (
  transaction: Queries,
  state: ChannelState,
  wanted: readonly Choice[],
  { at, policy, proofOf }: PreferenceRecord,
): Promise<boolean> => {
  if (lockedBy(state.standing)) return false;
  const now = choicesOf(state.standing, policy);
  const chosen = now.map((choice) => wanted.find((one) => isSame(one, choice)) ?? choice);
  const changed = chosen.filter((choice, index) => choice.on !== now[index]!.on);
  if (changed.length === 0) return false;
  const { storeId, customerId, channel, addresses } = state;
  const when = newestOf(state, at);
  const common = { storeId, customerId, channel, purpose: 'marketing', source, at: when } as const;

  // Nothing is left: then nothing that belongs to no list is wanted either.
  if (chosen.every(({ on }) => !on)) {
    return leaveChannel(transaction, state, { addresses, source, proof: { how: 'boxes unticked' } }, at);
  }
  for (const choice of changed) {
    const { list, on } = choice;
    const proof = on ? proofOf(choice) : { how: 'box unticked' };
    await recordConsent(transaction, { ...common, list, state: on ? 'granted' : 'withdrawn', proof });
    for (const address of addresses) {
      const key = { storeId, channel, address, reason: 'unsubscribed', purpose: 'marketing' } as const;
      if (!on) await suppress(transaction, { ...key, list }, when);
      else for (const one of new Set([list, ''])) await liftHeld(transaction, state, { ...key, list: one }, when);
    }
  }
  return true;
};

const isSame = (a: Choice, b: Choice): boolean => a.channel === b.channel && a.list === b.list;

const liftHeld = async (
  transaction: Queries,
  { held }: ChannelState,
  key: Parameters<typeof liftSuppression>[1] & { readonly list: string },
  at: Date,
): Promise<void> => {
  const holds = held.some(
    ({ address, reason, list }) => address === key.address && reason === key.reason && list === key.list,
  );
  if (holds) await liftSuppression(transaction, key, at);
};

/** Until when the customer asked to be left alone; undefined when they did not. */
export const pausedUntil = (states: readonly ChannelState[]): Millis | undefined => {
  const ends = states.flatMap(({ held }) =>
    held.filter(({ reason }) => reason === 'paused').map(({ until }) => until?.getTime() ?? 0),
  );
  return ends.length > 0 ? Math.max(...ends) : undefined;
};

import { seeAliases } from '../../../db/customers/aliases.ts';
import { recordConsent } from '../../../db/customers/consents.ts';
import { readCustomer, writeProfile } from '../../../db/customers/customers.ts';
import { planOccasions } from '../../occasions/plan.ts';
import { reduceProfile } from '../../state/profile.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';
import { aliasesOf } from '../identify.ts';
import { waitForConfirmation } from './sign-up.ts';

export const profileTold = async (
  context: ChangeContext,
  event: EventOf<'customer.created' | 'customer.updated'>,
): Promise<Change> => {
  const { queries, store, at, now } = context;
  const { owner } = context.customers!;
  await seeContacts(context, event);
  const current = (await readCustomer(queries, owner))!;
  const next = reduceProfile(current, event.data, +at);
  if (!next) return outdated;
  await writeProfile(queries, owner, next);
  await planOccasions({ queries, store, customer: owner, now }, current, next);
  const isCorrected = current.birthday !== null && current.birthday !== next.birthday;
  return { ...applied, ...(isCorrected && { derives: [{ type: 'birthday.changed', ids: {} }] }) };
};

export const consentChanged = async (
  context: ChangeContext,
  event: EventOf<'customer.consent_changed'>,
): Promise<Change> => {
  const waits = await waitForConfirmation(context, event);
  const { channel, purpose, list, state, source, proof } = event.data;
  if (state === 'pending') return waits ?? outdated;
  const kept = await recordConsent(context.queries, {
    ...who(context),
    channel,
    purpose,
    list: list ?? '',
    state,
    source,
    proof: proof ?? {},
  });
  return kept ? applied : outdated;
};

/** The newsletter's form is a consent to marketing by e-mail, or to the list that it names; at once, or once it is confirmed. */
export const newsletterSubscribed = async (
  context: ChangeContext,
  event: EventOf<'newsletter.subscribed'>,
): Promise<Change> => {
  // Messages go to the address only once its owner has confirmed.
  const waits = await waitForConfirmation(context, event);
  if (waits) return waits;
  await seeContacts(context, event);
  const kept = await recordConsent(context.queries, {
    ...who(context),
    channel: 'email',
    purpose: 'marketing',
    list: event.data.list ?? '',
    state: 'granted',
    source: event.data.source,
    proof: event.data.proof ?? {},
  });
  return kept ? applied : outdated;
};

const who = ({ store, customers, at }: ChangeContext) => ({ storeId: store.id, customerId: customers!.owner, at });

const seeContacts = async (
  { queries, store, customers, at }: ChangeContext,
  event: EventOf<'customer.created' | 'customer.updated' | 'newsletter.subscribed'>,
): Promise<void> => {
  const contacts = aliasesOf(event.customer!).filter(({ kind }) => kind === 'email' || kind === 'phone');
  await seeAliases(queries, store.id, customers!.owner, contacts, at);
};

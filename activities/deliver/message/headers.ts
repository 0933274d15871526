import { createHash } from 'node:crypto';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { Purpose } from '../../../domain/journey.ts';
import { listOf } from '../../../domain/policy/consent.ts';
import { senderDomain } from '../prepare/admit.ts';

type Kind = Pick<DeliverInput, 'journey' | 'purpose' | 'rank' | 'store' | 'template'>;

/** The From of a kind of message: one of its own where the store has one, so that neither spoils the other's name. */
export const senderOf = ({ policy, store }: Pick<GateFacts, 'policy' | 'store'>, purpose: Purpose): string =>
  policy.policy.deliverability.senders[purpose] ?? store.sender;

/**
 * The headers by which mailbox providers know what a message is. Marketing has the way out (RFC 8058) and the list
 * that it belongs to (RFC 2919: the same for all of its messages); all have Gmail's Feedback-ID (complaints by
 * journey, template and list in Postmaster Tools: four fields, the last one the sender's own).
 */
export const messageHeaders = (
  kind: Kind,
  facts: Pick<GateFacts, 'policy' | 'store'>,
  unsubscribeUrl: string,
): Readonly<Record<string, string>> => {
  const { journey, purpose, rank, store, template } = kind;
  const list = purpose === 'marketing' ? (listOf(facts.policy.policy.consent, { journey, rank }) ?? purpose) : purpose;
  const id = `${token(list)}.${token(store)}.${senderDomain(senderOf(facts, purpose))}`;
  return {
    ...(purpose === 'marketing' && {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<${id}>`,
    }),
    'Feedback-ID': [token(journey), token(template), token(list), senderId(store)].join(':'),
  };
};

/** A name as headers take it: no space, no colon, no line end. */
const token = (name: string): string => name.replaceAll(/[^A-Za-z0-9-]+/gu, '-').slice(0, 60);

/** Five to fifteen characters, always the same for a store. */
const senderId = (store: string): string => {
  const name = token(store);
  if (name.length >= 5 && name.length <= 15) return name;
  return `${name.slice(0, 6)}-${createHash('sha256').update(store).digest('hex').slice(0, 8)}`;
};

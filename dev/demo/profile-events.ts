import { durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { type Shopper } from './shoppers.ts';
import type { StoreEvent } from './store-event.ts';

/** A minute before the first click the shopper makes an account; the consent that is withdrawn lasts 30 days. */
const accountAge = durationMillis('1 minute');
const consentLife = durationMillis('30 days');

/** What the shop tells of a shopper's profile and consent, given when the first click happens. */
export const profileEvents = (shopper: Shopper, firstClick: Millis): readonly StoreEvent[] => {
  const createdAt = toInstant(firstClick - accountAge);
  const customer = { id: shopper.id, email: shopper.email };
  const consent = (id: string, state: 'granted' | 'withdrawn', occurredAt: string): StoreEvent => ({
    id,
    type: 'customer.consent_changed',
    occurredAt,
    customer,
    data: {
      channel: 'email',
      purpose: 'marketing',
      state,
      source: state === 'granted' ? 'account form' : 'account page',
      proof: { form: 'account', wording: 'news and offers by e-mail, v1', shopper: shopper.id },
    },
  });
  const { firstName, locale, timezone } = shopper;
  return [
    {
      id: `account_${shopper.id}`,
      type: 'customer.created',
      occurredAt: createdAt,
      customer,
      data: { firstName, locale, timezone },
    },
    ...(shopper.consent === 'never' ? [] : [consent(`consent_${shopper.id}`, 'granted', createdAt)]),
    ...(shopper.consent === 'withdrawn'
      ? [consent(`withdrawal_${shopper.id}`, 'withdrawn', toInstant(firstClick + consentLife))]
      : []),
  ];
};

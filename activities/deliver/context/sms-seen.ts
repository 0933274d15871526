import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { basketOf } from './offer-seen.ts';

/** ISO 3166-1, of a phone number; undefined when it tells none. */
export const countryOf = (number: string): string | undefined => parsePhoneNumberFromString(number)?.country;

/** ISO 3166-1, of the number that a text or WhatsApp message would go to; undefined when it tells none. */
export const phoneCountry = (
  { channel }: Pick<DeliverInput, 'channel'>,
  { addresses }: Pick<GateFacts, 'addresses'>,
): string | undefined => (channel === 'email' ? undefined : countryOf(addresses[0]?.value ?? ''));

/** What a text or WhatsApp message would cost and what speaks for it, and the words that it needs; nothing for e-mails. */
export const smsSeen = (
  input: DeliverInput,
  facts: GateFacts,
  { now, segments }: { readonly now: Millis; readonly segments: number | undefined },
): Pick<RuleContext, 'sms' | 'whatsapp'> => {
  const { smsSpend, store, customer } = facts;
  if (!smsSpend) return {};
  return {
    ...(input.channel === 'whatsapp' && {
      whatsapp: { template: input.template, locale: customer.locale ?? store.locale },
    }),
    sms: {
      country: phoneCountry(input, facts) ?? null,
      currency: store.currency,
      ...('cartId' in input.props && { basket: basketOf(facts, now) }),
      ...(segments !== undefined && { segments }),
      spent: smsSpend.spent,
      timezone: store.timezone,
    },
  };
};

import type { Channel } from './journey.ts';
import type { JourneyMessage } from './journey-message.ts';

/** How a message stands that an operator asked to see as a customer would get it. */
export const testSendStates = {
  asked: 'the worker has not taken it yet',
  sending: 'the worker has it; if it stays so, the worker died with it and nobody knows whether it was sent',
  sent: 'the provider accepted it',
  failed: 'it was not sent',
  unknown: 'the provider did not say whether it accepted it',
} as const;
export type TestSendState = keyof typeof testSendStates;

/** The key given to the provider: never one of a message of the ledger. */
export const testSendKey = (id: string): string => `test/${id}`;

/** Which message of a journey is to be seen, as it travels to the worker. */
export type TestMessage = JourneyMessage;

/** How many each operator may ask for in an hour: a message to a phone costs, and a mistake in a script must not cost much. */
export const testsAnHour: Readonly<Record<Channel, number>> = { email: 60, sms: 10, whatsapp: 10 };

/**
 * What of a message was invented, because the customer has nothing of the kind that it could show. `products`: what it
 * proposes; the rest is what it is about.
 */
export const sampledParts = {
  address: 'the customer has no address on this channel',
  cart: 'the cart is a sample: the customer has none of which anything can be shown',
  order: 'the order is a sample: the customer has none that the journey could be about',
  parcel: 'the parcel is a sample: the customer has none under way',
  product: 'the product is a sample: the customer has none that the journey could be about',
  products: 'the products are samples: there is none that could be proposed to the customer',
  alert:
    'what happened to the product is a sample: nothing of the kind has happened to one that interests the customer',
  campaign: 'the campaign is a sample: the shop has planned none that has this moment',
  guide: 'the guide is a sample: the shop names none for what was bought',
  points: 'the points are a sample: the customer has none',
  question: 'the question is a sample: the customer has told all that is asked',
  handover: 'the appointment and the place are samples: the shop told none of an order of the customer',
  page: 'the page that it leads to is a sample: the shop names none',
  confirmation: 'the sign-up is a sample: none of the customer waits for its confirmation',
} as const;
export type SampledPart = keyof typeof sampledParts;

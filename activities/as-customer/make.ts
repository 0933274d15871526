import { randomUUID } from 'node:crypto';
import { NIL } from 'uuid';
import { type GateFacts, readFacts } from '../../db/facts/read-facts.ts';
import { readProposals } from '../../db/facts/proposals.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { approvedFor } from '../../domain/policy/whatsapp.ts';
import { smsCost, whatsappCost } from '../../domain/sms/cost.ts';
import type { Locale } from '../../domain/templates.ts';
import type { SampledPart } from '../../domain/test-send.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { phoneCountry } from '../deliver/context/sms-seen.ts';
import type { GateDeps } from '../deliver/deps.ts';
import { leadLinks } from '../deliver/message/lead.ts';
import { linkHosts } from '../deliver/message/link-hosts.ts';
import { renderInputs } from '../deliver/message/view.ts';
import { findOffer, type OfferInHand } from '../deliver/prepare/find-offer.ts';
import { factsOf, type NotSendable, rendered, unsubscribeUrl } from '../deliver/prepare/prepare.ts';
import { smsLength } from '../templates/sms/gsm.ts';
import type { RenderedMessage } from '../templates/view.ts';
import type { AskedStep } from './asked-step.ts';
import { withSamples } from './samples.ts';

/** What a message is made with that is only looked at. */
export type MakingDeps = Pick<GateDeps, 'db' | 'render' | 'publicUrl' | 'links' | 'logger' | 'demoClock'>;

/** What a text message comes to. */
export interface SmsPrice {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
  /** Minor units of the store's currency, for the country of the number. */
  readonly cost: number;
  /** ISO 3166-1; null where the number tells none. */
  readonly country: string | null;
}

/** What a WhatsApp message comes to. */
export type WhatsappPrice = Pick<SmsPrice, 'cost' | 'country'>;

/** A message as the customer would get it now. */
export interface MadeAsCustomer {
  /** Of what is: the rules judge by these. */
  readonly facts: GateFacts;
  readonly offer: OfferInHand | undefined;
  readonly from: string;
  readonly locale: Locale;
  /** Or why the gate would not send it; `nothing`: there is nothing to make it from. */
  readonly body: RenderedMessage | NotSendable | 'nothing' | 'no_approved_template';
  /** What of it was invented. */
  readonly sampled: readonly SampledPart[];
  readonly sms?: SmsPrice;
  readonly whatsapp?: WhatsappPrice;
  /** Known to nobody: what is clicked there changes nothing of the customer's. */
  readonly unsubscribeUrl: string;
}

interface Making {
  readonly now: Millis;
  /** Instead of the customer's own language. */
  readonly locale?: Locale | undefined;
  /** Where pictures of invented products are served. */
  readonly pictures?: string | undefined;
}

/**
 * Makes a message from the customer's real facts, and from samples where the customer has nothing that it could show.
 * Without lock, claim or code. Undefined when the customer is not there any more.
 */
export const makeAsCustomer = async (
  deps: MakingDeps,
  { input, queries }: Pick<AskedStep, 'input' | 'queries'>,
  { now, locale, pictures }: Making,
): Promise<MadeAsCustomer | undefined> => {
  const facts = await readFacts(queries, factsOf(input, now));
  if (!facts) return undefined;
  const bestSellers = await readProposals(queries, factsOf(input, now), { from: 'best-sellers' });
  const offer = await findOffer(deps, input, facts, { now, isSample: true });
  const spoken = locale ? { ...facts, customer: { ...facts.customer, locale } } : facts;
  const { facts: shown, sampled } = withSamples(input, spoken, { now, bestSellers, pictures });
  const url = unsubscribeUrl(deps, randomUUID());
  const inputs = renderInputs(input, shown, { unsubscribeUrl: url, now, code: offer?.lease });
  const led = async (links: MakingDeps['links']) => {
    if (!inputs) return hasWords(input, shown) ? 'nothing' : 'no_approved_template';
    const cartUrl = 'cart' in inputs.view ? inputs.view.cart.url : undefined;
    const lead = leadLinks({ publicUrl: deps.publicUrl, links }, input, shown, { message: NIL, cartUrl });
    const { purpose, channel } = input;
    return rendered(deps, inputs, { hosts: linkHosts(deps, shown), purpose, channel, lead });
  };
  // No click of an operator is the customer's. What is counted is what the customer would get.
  const body = await led(undefined);
  const counted = input.channel === 'sms' && deps.links ? await led(deps.links) : body;
  return {
    facts,
    offer,
    from: inputs?.from ?? facts.store.sender,
    locale: inputs?.locale ?? facts.store.locale,
    body,
    sampled,
    unsubscribeUrl: url,
    ...(input.channel === 'whatsapp' && typeof body === 'object' && { whatsapp: whatsappPriceOf(input, facts) }),
    ...(input.channel === 'sms' && typeof counted === 'object' && { sms: priceOf(input, facts, counted.text) }),
  };
};

const priceOf = (input: DeliverInput, facts: GateFacts, text: string): SmsPrice => {
  const country = phoneCountry(input, facts) ?? null;
  const length = smsLength(text);
  return { ...length, country, cost: smsCost(facts.policy.policy.sms, { country, segments: length.segments }) };
};

const whatsappPriceOf = (input: DeliverInput, facts: GateFacts): WhatsappPrice => {
  const country = phoneCountry(input, facts) ?? null;
  return { country, cost: whatsappCost(facts.policy.policy.whatsapp, country) };
};

/** Whether the channel has words for it in the customer's language. */
const hasWords = ({ channel, template }: DeliverInput, { customer, store, policy }: GateFacts): boolean =>
  channel !== 'whatsapp' ||
  approvedFor(policy.policy.whatsapp, { template, locale: customer.locale ?? store.locale }) !== undefined;

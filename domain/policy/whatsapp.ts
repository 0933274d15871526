import type { PriceByCountry } from './price-by-country.ts';
import type { Locale, SmsTemplateId } from '../templates.ts';

/**
 * What a gap of an approved template may be filled with, read fresh for the customer. `product`: the first that the
 * message is about; `amount`: what the cart or the order comes to; `gift`, `code` and `until`: of the offer, or until when
 * the order lies ready; `order`: its number; `place`: where it lies ready; `link`: where the text message would lead.
 */
export const whatsappValues = [
  'shop',
  'firstName',
  'product',
  'amount',
  'gift',
  'code',
  'until',
  'order',
  'place',
  'link',
] as const;
export type WhatsappValue = (typeof whatsappValues)[number];

/** A gap of approved words, with its number from 1. */
export const gaps = /\{\{(\d+)\}\}/gu;

/** The words of one of our messages in one language, as Meta approved them. */
export interface ApprovedTemplate {
  readonly template: SmsTemplateId;
  readonly locale: Locale;
  /** Of the approved content, at the provider: `HX…`. */
  readonly content: string;
  /** Its words, `{{1}}` for the first gap: what customers read, what is kept of the message, and what it is found by. */
  readonly text: string;
  /** What fills its gaps, in their order. */
  readonly values: readonly WhatsappValue[];
  /** It has a quick reply that ends such messages; else its words have to say STOP where it is marketing. */
  readonly stopButton?: boolean | undefined;
}

/** What may go by WhatsApp, and what it costs. Money in minor units of the store's currency. */
export interface WhatsappPolicy {
  /**
   * What a shop sends first must be a template that was approved
   * (https://www.twilio.com/docs/api/errors/63016): what is not among these does not go.
   */
  readonly templates: readonly ApprovedTemplate[];
  /** Whatever a journey sends by text message is asked for by WhatsApp first. */
  readonly first: boolean;
  /** What one message costs, by the country of the number (ISO 3166-1). */
  readonly messagePrice: PriceByCountry;
}

/** Nothing is approved. Prices: a marketing message in France with the provider's part, rounded up; a store writes its own. */
export const defaultWhatsapp: WhatsappPolicy = {
  templates: [],
  first: false,
  messagePrice: { byCountry: { FR: 13 }, elsewhere: 15 },
};

/** The approved words of a message; undefined: it has none in this language. */
export const approvedFor = (
  { templates }: Pick<WhatsappPolicy, 'templates'>,
  asked: { readonly template: string; readonly locale: Locale },
): ApprovedTemplate | undefined =>
  templates.find(({ template, locale }) => template === asked.template && locale === asked.locale);

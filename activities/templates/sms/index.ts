import type { Locale, SmsTemplateId, TemplateId } from '../../../domain/templates.ts';
import type { LinkOf, SmsTerms, TemplateViews } from '../view.ts';
import { offerSms } from './cart/offer.ts';
import { reminderSms } from './cart/reminder.ts';
import { servicesSms } from './collection/services.ts';
import { wishesSms } from './birthday/wishes.ts';
import { appointmentSms, lateSms, readySms, stillReadySms } from './order/handover.ts';
import { lastSms } from './replenishment/last.ts';
import { giftSms } from './win-back/gift.ts';
import { composeSms, type SmsWords } from './compose.ts';

type Words = { readonly [Id in SmsTemplateId]: Readonly<Record<Locale, (view: TemplateViews[Id]) => SmsWords>> };

/** The words of every text message, one line each; a missing one is a type error. */
const words: Words = {
  'cart/reminder': reminderSms,
  'cart/offer': offerSms,
  'win-back/gift': giftSms,
  'at-risk/gift': giftSms,
  'replenishment/last': lastSms,
  'birthday/wishes': wishesSms,
  'collection/services': servicesSms,
  'order/appointment': appointmentSms,
  'order/late': lateSms,
  'order/ready': readySms,
  'order/still-ready': stillReadySms,
};

/** Ids of every template with the words of a text message, in the registry's order. */
export const smsTemplateIds = Object.keys(words) as readonly SmsTemplateId[];

/** The words of a text message; undefined: the template is one of e-mails alone. */
export const smsWordsOf = <Id extends TemplateId>(
  template: Id,
  locale: Locale,
  view: TemplateViews[Id],
): SmsWords | undefined => {
  if (!hasWords(template)) return undefined;
  // The registry's own type has the view of each id; TypeScript loses it where the id is not known.
  const of = words[template][locale] as (view: TemplateViews[Id]) => SmsWords;
  return of(view);
};

const hasWords = (id: TemplateId): id is SmsTemplateId => Object.hasOwn(words, id);

/**
 * A text message in any language. Pure: the same view gives the same text.
 *
 * @throws Error when the template is one of e-mails alone: `j.send` does not compile then.
 */
export const renderSms = <Id extends TemplateId>(
  template: Id,
  locale: Locale,
  view: TemplateViews[Id],
  terms: SmsTerms,
  link?: LinkOf,
): string => {
  const own = smsWordsOf(template, locale, view);
  if (!own) throw new Error(`${template} has no words for a text message [TEMPLATE_NO_SMS]`);
  return composeSms(view.shop.name, own, locale, terms, link);
};

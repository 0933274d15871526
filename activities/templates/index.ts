import type { Locale, TemplateId } from '../../domain/templates.ts';
import { offer } from './cart/offer.tsx';
import { reassurance } from './cart/reassurance.tsx';
import { reminder } from './cart/reminder.tsx';
import { soldOut } from './cart/sold-out.tsx';
import { confirm } from './consent/confirm.tsx';
import { renderTemplate } from './render-template.tsx';
import { renderSms } from './sms/index.ts';
import type { Render, RenderedMessage, TemplateViews } from './view.ts';

type Renderers = { readonly [Id in TemplateId]: (locale: Locale, view: TemplateViews[Id]) => Promise<RenderedMessage> };

/** Every template, one line each; a missing one is a type error. */
const renderers: Renderers = {
  'cart/reminder': (locale, view) => renderTemplate(reminder, locale, view),
  'cart/reassurance': (locale, view) => renderTemplate(reassurance, locale, view),
  'cart/offer': (locale, view) => renderTemplate(offer, locale, view),
  'cart/sold-out': (locale, view) => renderTemplate(soldOut, locale, view),
  'consent/confirm': (locale, view) => renderTemplate(confirm, locale, view),
};

/** Ids of every template, in the registry's order. */
export const templateIds = Object.keys(renderers) as readonly TemplateId[];

/** Renders any template in any language. Pure: the same view gives the same bytes. */
export const render: Render = async (template, locale, view, sms) =>
  sms ? { subject: '', html: '', text: renderSms(template, locale, view, sms) } : renderers[template](locale, view);

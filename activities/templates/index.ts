import type { LetterId, Locale, TemplateId } from '../../domain/templates.ts';
import { offer } from './cart/offer.tsx';
import { reassurance } from './cart/reassurance.tsx';
import { reminder } from './cart/reminder.tsx';
import { soldOut } from './cart/sold-out.tsx';
import { confirm } from './consent/confirm.tsx';
import { letters } from './letters.ts';
import { renderTemplate } from './render-template.tsx';
import { relink } from './links/relink.ts';
import { renderSms } from './sms/index.ts';
import type { Render, RenderedMessage, TemplateViews } from './view.ts';

type Renderers = { readonly [Id in TemplateId]: (locale: Locale, view: TemplateViews[Id]) => RenderedMessage };

const letterRenderers = Object.fromEntries(
  Object.entries(letters).map(([id, template]) => [
    id,
    (locale: Locale, view: TemplateViews[LetterId]) => renderTemplate(template, locale, view),
  ]),
) as Pick<Renderers, LetterId>;

/** Every template, one line each, and the letters; a missing one is a type error. */
const renderers: Renderers = {
  'cart/reminder': (locale, view) => renderTemplate(reminder, locale, view),
  'cart/reassurance': (locale, view) => renderTemplate(reassurance, locale, view),
  'cart/offer': (locale, view) => renderTemplate(offer, locale, view),
  'cart/sold-out': (locale, view) => renderTemplate(soldOut, locale, view),
  'consent/confirm': (locale, view) => renderTemplate(confirm, locale, view),
  ...letterRenderers,
};

/** Ids of every template, in the registry's order. */
export const templateIds = Object.keys(renderers) as readonly TemplateId[];

/** Renders any template in any language. Pure: the same view, led by the same links, gives the same bytes. */
export const render: Render = async (template, locale, view, sms, link) => {
  if (sms) return { subject: '', html: '', text: renderSms(template, locale, view, sms, link) };
  const message = renderers[template](locale, view);
  return link ? relink(message, link) : message;
};

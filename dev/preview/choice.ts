import { templateIds } from '../../activities/templates/index.ts';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import { type Locale, locales, type TemplateId } from '../../domain/templates.ts';
import { findPersona, type Persona, personasOf } from '../letters/personas.ts';

/** What a page of the preview shows. */
export interface Choice {
  readonly template: TemplateId;
  readonly locale: Locale;
  readonly persona: Persona;
  /** As an e-mail on a screen, as its plain text, or as a text message where it has the words of one. */
  readonly as: 'email' | 'text' | 'sms';
  readonly width: (typeof widths)[number];
  readonly dark: boolean;
}

export const widths = [600, 360] as const;
const ways = ['email', 'text', 'sms'] as const;

export const hasSms = (template: TemplateId): boolean => (smsTemplateIds as readonly TemplateId[]).includes(template);

/** Reads a choice from a page's query; what is missing or wrong gets the first of its kind. */
export const readChoice = (query: Readonly<Record<string, unknown>>): Choice => {
  const template = templateIds.find((id) => id === query['template']) ?? templateIds[0]!;
  const persona = findPersona(typeof query['persona'] === 'string' ? query['persona'] : undefined);
  const as = ways.find((way) => way === query['as']) ?? 'email';
  return {
    template,
    locale: locales.find((locale) => locale === query['locale']) ?? locales[0],
    persona: personasOf(template).includes(persona) ? persona : personasOf(template)[0]!,
    as: as === 'sms' && !hasSms(template) ? 'email' : as,
    width: widths.find((width) => String(width) === query['width']) ?? widths[0],
    dark: query['dark'] === 'yes',
  };
};

/** A choice, changed, as a query. */
export const queryOf = (choice: Choice, change: Partial<Choice> = {}): string => {
  const { template, locale, persona, as, width, dark } = { ...choice, ...change };
  return new URLSearchParams({
    template,
    locale,
    persona: persona.name,
    as,
    width: String(width),
    ...(dark && { dark: 'yes' }),
  }).toString();
};

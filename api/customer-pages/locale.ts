import type { Request } from 'express';
import { type Locale, locales } from '../../domain/templates.ts';

/** The language that was chosen on the page, undefined when none was. */
export const chosenLocale = (request: Request): Locale | undefined =>
  locales.find((locale) => locale === request.query['lang']);

/** The language of a page whose reader is not known: chosen, else the browser's. */
export const wantedLocale = (request: Request): Locale =>
  chosenLocale(request) ?? locales.find((locale) => locale === request.acceptsLanguages([...locales])) ?? 'en';

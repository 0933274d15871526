import { createHash } from 'node:crypto';
import { render } from '../../activities/templates/index.ts';
import type { Locale, TemplateId } from '../../domain/templates.ts';
import { findPersona, personasOf, viewOf } from './personas.ts';
import type { Shot } from './sheet.ts';

export const fileOf = (template: TemplateId, locale: Locale): string => `${template.replaceAll('/', '-')}.${locale}`;

const html = async (template: TemplateId, locale: Locale, persona: string): Promise<string> =>
  (await render(template, locale, viewOf(findPersona(persona), locale))).html;

/** What the picture of a letter shows: everything known, everything too long, nothing known in the dark, and what carts have besides. */
export const shotsOf = async (template: TemplateId, locale: Locale): Promise<readonly Shot[]> => {
  const besides = personasOf(template).filter(({ name }) => name === 'changed');
  return [
    { caption: '600 px', html: await html(template, locale, 'camille'), width: 600 },
    { caption: '360 px, everything at its longest', html: await html(template, locale, 'longest'), width: 360 },
    { caption: '360 px, dark, nothing known', html: await html(template, locale, 'unknown'), width: 360, dark: true },
    ...(await Promise.all(
      besides.map(async ({ name, about }) => ({
        caption: about,
        html: await html(template, locale, name),
        width: 360,
      })),
    )),
  ];
};

/** Of what a picture was drawn from; the kind of space that a version of ICU writes does not count. */
export const fingerprintOf = (shots: readonly Shot[]): string =>
  createHash('sha256')
    .update(shots.map(({ html: drawn }) => drawn.replaceAll(/\s/gu, ' ')).join('\n'))
    .digest('hex')
    .slice(0, 16);

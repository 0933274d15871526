import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { render, templateIds } from '../../activities/templates/index.ts';
import { smsLength } from '../../activities/templates/sms/gsm.ts';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import type { RenderedMessage } from '../../activities/templates/view.ts';
import { fileOf, fingerprintOf, shotsOf } from '../../dev/letters/fingerprint.ts';
import { folder, readFingerprints } from '../../dev/letters/folder.ts';
import { emailFlaws, typographyFlaws, wordsOf } from '../../dev/letters/flaws.ts';
import { personas, personasOf, viewOf } from '../../dev/letters/personas.ts';
import { locales } from '../../domain/templates.ts';

const every = locales.flatMap((locale) => templateIds.map((template) => [template, locale] as const));

test('there are letters, and people to look at them with', () => {
  expect(templateIds.length).toBeGreaterThan(20);
  expect(personas.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['camille', 'unknown', 'longest', 'hostile']),
  );
});

describe.each(every)('%s in %s', (template, locale) => {
  test.each(personasOf(template).map((persona) => [persona.name, persona] as const))(
    'R4 has one main call, no empty block, no slip of a program and no break-out, and is below what Gmail cuts off: %s',
    async (_, persona) => {
      expect(emailFlaws(await render(template, locale, viewOf(persona, locale)))).toEqual([]);
    },
  );

  test('R232 is set as its language wants', async () => {
    for (const persona of personasOf(template).filter(({ name }) => name !== 'hostile' && name !== 'longest')) {
      const { subject, html, text } = await render(template, locale, viewOf(persona, locale));
      for (const part of [subject, text, wordsOf(html)])
        expect(typographyFlaws(part, locale), persona.name).toEqual([]);
    }
  });

  test('says when something ends by its date: a letter that is opened late says nothing that is wrong by then', async () => {
    for (const persona of personasOf(template)) {
      const { subject, text } = await render(template, locale, viewOf(persona, locale));
      for (const part of [subject, text]) expect(part).not.toMatch(countedDown);
    }
  });

  test('has a picture that shows it as it is now (npm run letters draws it anew)', async () => {
    const file = fileOf(template, locale);
    expect(readFingerprints()[file]).toBe(fingerprintOf(await shotsOf(template, locale)));
    expect(statSync(join(folder, `${file}.webp`)).size).toBeGreaterThan(2_000);
  });
});

/** Time that is counted from when a letter is read. */
const countedDown =
  /\bplus que \d+ (?:jours?|heures?|minutes?)|\b\d+ (?:jours?|heures?) restant|\b(?:only )?\d+ (?:days?|hours?) left|\b(?:ce soir|dès demain|jusqu’à demain|tonight|until tomorrow)\b/iu;

test('the pictures are of letters that there are, and small', () => {
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.webp'));
  expect(pictures.toSorted()).toEqual(every.map(([template, locale]) => `${fileOf(template, locale)}.webp`).toSorted());
  const bytes = pictures.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  // However many letters there are.
  expect(bytes / pictures.length).toBeLessThan(40_000);
});

test.each(smsTemplateIds)('the text message %s has no slip of a program, with whomever', async (template) => {
  for (const locale of locales) {
    for (const persona of personasOf(template)) {
      const terms = { mostSegments: 2, wayOut: { number: '36105' } };
      const { text } = await render(template, locale, viewOf(persona, locale), terms);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/u);
      expect(text.match(/https?:/gu)?.length ?? 0).toBeLessThanOrEqual(1);
      expect(smsLength(text).encoding, text).toBe('GSM-7');
    }
  }
});

describe('what is wrong is seen', () => {
  const good: RenderedMessage = {
    subject: 'Bonjour',
    html: '<p>Un vase.</p><a href="https://shop.example/" data-call="main">Voir</a>',
    text: 'Un vase.',
  };
  test.each<[string, Partial<RenderedMessage>, RegExp]>([
    ['a value that is not there', { html: good.html.replace('vase', 'undefined') }, /undefined/u],
    ['no date', { text: 'Jusqu’au Invalid Date' }, /Invalid Date/u],
    ['an empty block', { html: `${good.html}<p style="x"> <span></span></p><p>\u00a0</p>` }, /empty block/u],
    ['an empty block of text', { text: 'Votre commande :\n\n\n' }, /plain text/u],
    ['no main call', { html: '<p>Un vase.</p>' }, /0 main calls/u],
    ['two main calls', { html: good.html + good.html }, /2 main calls/u],
    ['no subject', { subject: ' ' }, /no subject/u],
    ['too much of it', { html: good.html + 'é'.repeat(60_000) }, /Gmail/u],
    ['a script', { html: `${good.html}<script>1</script>` }, /breaks out/u],
    ['a handler', { html: good.html.replace('<p>', '<p onclick="x()">') }, /breaks out/u],
    ['an address that is none', { html: good.html.replace('https:', 'javascript:') }, /breaks out/u],
  ])('%s', (_, change, flaw) => {
    expect(emailFlaws(good)).toEqual([]);
    expect(emailFlaws({ ...good, ...change }).join()).toMatch(flaw);
  });

  test.each<[string, 'fr' | 'en']>([
    ['Un vase ?', 'fr'],
    ['Un vase?', 'fr'],
    ['Votre panier: un vase', 'fr'],
    ['« Un vase\u00a0»', 'fr'],
    ["L'un", 'fr'],
    ['"Un vase"', 'fr'],
    ['Un vase...', 'fr'],
    ['10 €', 'fr'],
    ['Jusqu’à 23:59', 'fr'],
    ['Jusqu’au 1 décembre', 'fr'],
    ['Votre commande n° 12', 'fr'],
    ['Your your vase', 'en'],
    ["It's here", 'en'],
    ['A vase ?', 'en'],
    ['A "vase"', 'en'],
  ])('typography: %s in %s', (text, locale) => {
    expect(typographyFlaws(text, locale)).toHaveLength(1);
  });

  test('typography as it should be', () => {
    expect(
      typographyFlaws(
        '«\u00a0Un vase\u00a0», c’est 10\u00a0€\u00a0: oui\u202f? Vous vous servez jusqu’au 1er mai à 23\u00a0h\u00a059.',
        'fr',
      ),
    ).toEqual([]);
    expect(typographyFlaws('“A vase”, isn’t it? Yes: €10.', 'en')).toEqual([]);
  });
});

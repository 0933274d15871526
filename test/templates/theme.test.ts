import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cartView as cartViewOf } from '../../activities/templates/cart/from-facts.ts';
import { themeView } from '../../activities/templates/frame/theme.ts';
import { render, templateIds } from '../../activities/templates/index.ts';
import { inLanguage, type Missing } from '../../activities/templates/language.ts';
import { letterView } from '../../activities/templates/letter/from-facts.ts';
import { theme as schema } from '../../api/policies/theme.ts';
import { defaultBrand } from '../../domain/policy/brand.ts';
import { defaultTheme, type Palette, type ThemePolicy } from '../../domain/policy/theme.ts';
import { locales } from '../../domain/templates.ts';
import { contrast, contrastFlaws } from '../../domain/theme/contrast.ts';
import { offerView } from './samples.ts';

const night: Palette = {
  page: '#0a1a2a',
  paper: '#0b1b2b',
  ink: '#fafbfc',
  soft: '#d0d1d2',
  rule: '#304050',
  accent: '#ffcc01',
  onAccent: '#111112',
};
const day: Palette = {
  page: '#fefefd',
  paper: '#fdfdfe',
  ink: '#010203',
  soft: '#333435',
  rule: '#e0e1e2',
  accent: '#000080',
  onAccent: '#fffffe',
};
const own: ThemePolicy = {
  logo: { url: 'https://shop.example/logo.png', darkUrl: 'https://shop.example/logo-dark.png', width: 160, height: 48 },
  colours: { light: day, dark: night },
  typefaces: { headings: 'sans', text: 'serif' },
  corners: 0,
  tone: { greeting: 'none', signature: { fr: 'Clara, votre conseillère', en: 'Clara, your adviser' } },
  legal: {
    address: '12 rue des Ateliers, 69001 Lyon, France',
    lines: { fr: ['SAS au capital de 10 000 €, RCS Lyon 000 000 000'], en: ['Registered in Lyon, 000 000 000'] },
    privacyUrl: 'https://shop.example/privacy',
  },
};
const colours = (of: ThemePolicy): readonly string[] => Object.values(of.colours).flatMap((one) => Object.values(one));
const every = locales.flatMap((locale) => templateIds.map((template) => [template, locale] as const));

describe.each(every)('%s in %s with a shop’s own theme', (template, locale) => {
  test('has the shop’s colours, corners, logo, signature, address and legal lines, and none of another', async () => {
    const theme = themeView(own, locale, []);
    const { html, text } = await render(template, locale, { ...offerView, theme });
    const strange = colours(defaultTheme).filter(
      (one) => html.toLowerCase().includes(one) && !colours(own).includes(one),
    );
    expect(strange).toEqual([]);
    for (const one of Object.values(day)) if (one !== day.rule) expect(html).toContain(one);
    expect(html).toContain('alt="Maison Lumen"');
    expect(html).toContain('https://shop.example/logo-dark.png');
    expect(
      [...html.matchAll(/border-radius:\s*([^;"]+)/gu)].map(([, radius]) => radius).filter((one) => one !== '0px'),
    ).toEqual([]);
    for (const part of [html, text]) {
      expect(part).toContain(own.tone.signature[locale]);
      expect(part).toContain(own.legal.address);
      expect(part).toContain(own.legal.lines[locale]![0]);
      expect(part).toContain(own.legal.privacyUrl);
      expect(part).not.toContain('Camille');
    }
  });
});

describe('what may be saved as a theme', () => {
  test('the default, the example, and one whose colours can be told apart', () => {
    const example = JSON.parse(readFileSync('themes/example.json', 'utf8')) as ThemePolicy;
    for (const theme of [defaultTheme, own, example]) expect(schema.parse(theme)).toEqual(theme);
  });

  test('colours that are too close are refused by the name of the one to change', () => {
    const pale = { ...own, colours: { light: { ...day, soft: '#bbbbbb', onAccent: '#000040' }, dark: night } };
    const { error } = schema.safeParse(pale);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'colours.light.soft',
      'colours.light.soft',
      'colours.light.onAccent',
    ]);
    expect(error?.issues[0]?.message).toMatch(/too close to paper: a contrast of 1\.\d\d, and 4\.5 is needed/u);
  });

  test.each([
    ['a colour by name', { colours: { light: { ...day, ink: 'black' }, dark: night } }, 'colours.light.ink'],
    ['a logo without TLS', { logo: { ...own.logo!, url: 'http://shop.example/logo.png' } }, 'logo.url'],
    ['a script as a page', { legal: { ...own.legal, privacyUrl: 'javascript:alert(1)' } }, 'legal.privacyUrl'],
    ['round as a ball', { corners: 40 }, 'corners'],
  ])('%s is refused', (_, change, field) => {
    const { error } = schema.safeParse({ ...own, ...change });
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });

  test('contrast is that of WCAG 2.2', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#ffffff')).toBe(1);
    for (const palette of Object.values(defaultTheme.colours)) expect(contrastFlaws(palette)).toEqual([]);
  });
});

const product = (id: string, translations = {}) => ({
  id,
  externalId: `sku-${id}`,
  title: `Vase ${id}`,
  translations,
  imageUrl: null,
  url: null,
});
const shown = (id: string) => ({ id, price: 100, image: false, link: false });

describe('R232 what is not translated', () => {
  test('is said in the other language, and noted', () => {
    const missing: Missing = [];
    expect(inLanguage({ fr: 'un' }, 'en', 'a', missing)).toBe('un');
    expect(inLanguage({ fr: 'un', en: 'one' }, 'en', 'b', missing)).toBe('one');
    expect(inLanguage({}, 'en', 'c', missing)).toBeUndefined();
    expect(missing).toEqual(['a']);
    const noted: Missing = [];
    expect(themeView({ ...own, tone: { greeting: 'name', signature: { fr: 'Clara' } } }, 'en', noted).signature).toBe(
      'Clara',
    );
    expect(noted).toEqual(['theme.signature']);
  });

  const store = { name: 'Lumen', url: 'https://shop.example', timezone: 'UTC', currency: 'EUR', locale: 'fr' } as const;
  const customer = { firstName: null };

  test('a letter shows a product, its shop’s story and its promises as they are written, and notes which are not in its language', () => {
    const missing: Missing = [];
    const facts = {
      store,
      customer,
      brand: { ...defaultBrand, story: { fr: 'Notre histoire' }, commitments: { en: ['We answer.'] } },
      proposals: [product('1'), product('2', { en: { title: 'Jar' } })],
      orderProducts: [],
    };
    const made = { locale: 'en', shown: [shown('1'), shown('2')], missing } as const;
    const view = letterView(facts, made as unknown as Parameters<typeof letterView>[1]);
    expect(view.products.map(({ title }) => title)).toEqual(['Vase 1', 'Jar']);
    expect(view.brand).toMatchObject({ story: 'Notre histoire', commitments: ['We answer.'] });
    expect(missing.toSorted()).toEqual(['brand.story', 'product/sku-1']);
  });

  test('a cart shows its lines as the catalogue has them', () => {
    const missing: Missing = [];
    const cart = { stage: 'cart', currency: 'EUR', url: null, lines: [] } as const;
    const choice = { buyable: [{ ...shown('1'), quantity: 1 }], alternatives: [], soldOut: [], verdicts: [] };
    const facts = { store, customer, cart, products: [product('1')], alternatives: [] };
    const view = cartViewOf(
      facts,
      choice as unknown as Parameters<typeof cartViewOf>[1],
      'en',
      'https://j.example/u/1',
      missing,
    );
    expect(view?.cart.lines[0]?.title).toBe('Vase 1');
    expect(missing).toEqual(['product/sku-1']);
  });
});

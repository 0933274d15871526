import { type Arbitrary, array, constantFrom, oneof, sample, string } from 'fast-check';
import { expect, test } from 'vitest';
import { render, templateIds } from '../../activities/templates/index.ts';
import { locales } from '../../domain/templates.ts';
import { hostileStrings } from '../api/hostile/corpus/hostile-values.ts';
import { useBrowser, type WatchedPage } from '../browser/chromium/use-browser.ts';
import { seed } from '../stack/seed.ts';
import { offerView } from './samples.ts';

const open = useBrowser();

/** Pieces with which markup, styles, links and mail headers are broken out of. */
const pieces = [
  '<',
  '>',
  '"',
  "'",
  '`',
  '&',
  '=',
  '/',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\u2028',
  '\u202e',
  '\ud800',
  '&lt;',
  '&#60;',
  '&quot;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '</title>',
  '</style>',
  '</td></table>',
  '</a>',
  '<script>',
  '</script>',
  '<svg onload=alert(1)>',
  '<b-x>',
  ' onerror=alert(1) ',
  'style=x:expression(1)',
  'javascript:alert(1)',
  '{{',
  '}}',
  '${',
  'https://evil.example',
  'Bcc: everyone@victims.example',
  '<base href=//evil.example>',
  '<meta http-equiv=refresh>',
];
const hostileText: Arbitrary<string> = oneof(
  array(oneof(constantFrom(...pieces), string({ maxLength: 5 })), { minLength: 1, maxLength: 8 }).map((all) =>
    all.join(''),
  ),
  constantFrom(...hostileStrings),
);
const hostileUrl: Arbitrary<string> = oneof(
  hostileText,
  hostileText.map((text) => `https://shop.example/${text}`),
  hostileText.map((text) => `javascript:${text}`),
  constantFrom(
    'data:text/html,<script>alert(1)</script>',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://shop.example/x',
    '//evil.example/x',
    'https://shop.example/" onclick="alert(1)',
  ),
);

type View = typeof offerView;
/** Writes `text` into every text, and `url` into every address that comes from the shop. */
const viewWith = (text: string, url: string | undefined): View => {
  const line = { ...offerView.cart.lines[0]!, title: text };
  const to = (own: string): string => url ?? own;
  return {
    ...offerView,
    shop: { ...offerView.shop, name: text, url: to(offerView.shop.url) },
    customer: { firstName: text },
    offer: { ...offerView.offer!, code: text },
    brand: {
      ...offerView.brand,
      reviews: {
        all: [{ quote: text, by: text, stars: 5, photoUrl: to('https://maison-lumen.example/avis/paul.jpg') }],
        checked: text,
      },
    },
    products: offerView.products.map((one) => ({
      ...one,
      title: text,
      ...(one.imageUrl !== undefined && { imageUrl: to(one.imageUrl) }),
      ...(one.url !== undefined && { url: to(one.url) }),
    })),
    order: { ...offerView.order!, number: text, lines: [{ ...offerView.order!.lines[0]!, title: text }] },
    parcel: { carrier: text, trackingUrl: to(offerView.parcel!.trackingUrl!) },
    cart: {
      ...offerView.cart,
      url: to(offerView.cart.url),
      lines: [{ ...line, imageUrl: to(line.imageUrl!), url: to(line.url!) }],
    },
  };
};

/** What a real parser makes of a message: its elements with their attributes, and where it leads. */
interface Parsed {
  readonly shapes: readonly string[];
  readonly urls: readonly string[];
}
const links = ['href', 'src', 'action', 'background', 'srcset', 'formaction', 'xlink:href'];
/** Run in the page: as text, for it is the browser's DOM that it speaks of. */
const parsing = `documents => documents.map(html => {
  const elements = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')];
  return {
    shapes: elements.map(one => one.tagName + ' ' + one.getAttributeNames().sort().join(' ')),
    urls: elements.flatMap(one => ${JSON.stringify(links)}.flatMap(name => one.getAttribute(name) ?? [])),
  };
})`;
const parseIn = async (page: WatchedPage['page'], documents: readonly string[]): Promise<readonly Parsed[]> =>
  page.evaluate(`(${parsing})(${JSON.stringify(documents)})`);

/** An element of the same name with no attribute more: an address that is refused leaves its attribute out. */
const covers = (wanted: string, shape: string): boolean => {
  const [[tag, ...may], [name, ...has]] = [wanted.split(' '), shape.split(' ')];
  return tag === name && has.every((attribute) => may.includes(attribute));
};

test.each(templateIds)(
  '%s: whatever a shop, a customer or a product is called, no element, attribute or address is added',
  async (template) => {
    const { page } = await open();
    const runs = 10;
    const values = [
      ...sample(hostileText, { seed, numRuns: runs }).map((text) => ({ text, url: undefined })),
      ...sample(hostileUrl, { seed, numRuns: runs }).map((url) => ({ text: 'Vase', url })),
    ];
    // Languages share the elements of a template: each value is put into one of them, in turns.
    for (const [turn, locale] of locales.entries()) {
      const own = values.filter((_one, index) => index % locales.length === turn);
      const plain = await render(template, locale, viewWith('Vase', undefined));
      const [wanted] = await parseIn(page, [plain.html]);
      const messages = await Promise.all(
        own.map(async ({ text, url }) => render(template, locale, viewWith(text, url))),
      );
      const parsed = await parseIn(
        page,
        messages.map(({ html }) => html),
      );
      for (const [index, { shapes, urls }] of parsed.entries()) {
        const { text, url } = own[index]!;
        const told = `seed ${seed}, ${locale}: ${JSON.stringify(url ?? text)}`;
        expect(
          [...new Set(shapes)].filter((shape) => !wanted!.shapes.some((one) => covers(one, shape))),
          told,
        ).toEqual([]);
        expect(shapes.length, told).toBeLessThanOrEqual(wanted!.shapes.length);
        if (url === undefined)
          expect(
            urls.filter((one) => !wanted!.urls.includes(one)),
            told,
          ).toEqual([]);
        else
          expect(
            urls.filter((one) => !/^https?:\/\//.test(one)),
            told,
          ).toEqual([]);
        const { subject, text: plainText } = messages[index]!;
        expect(subject, told).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect(plainText, told).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202e]/u);
        const lines = plainText.split('\n').filter((line) => !/^https?:/.test(line));
        expect(lines.length, told).toBeLessThanOrEqual(plain.text.split('\n').length);
      }
    }
    console.log(`templates: ${template}, ${values.length} hostile renderings, seed ${seed}, 0 elements added`);
  },
);

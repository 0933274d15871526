import { expect, test } from 'vitest';
import { wrongLinks } from '../../../activities/deliver/message/links.ts';

const allowed = ['shop.example', '*.shop.example'];
const html = (attribute: string) => wrongLinks({ html: `<p><a ${attribute}>x</a></p>`, text: '' }, allowed);

test.each([
  'href="https://shop.example/a?b=1&amp;c=2"',
  'href="https://help.shop.example/"',
  'href="mailto:hello@shop.example"',
  'src="https://pictures.example/1.jpg"',
  'data-href="https://evil.example/"',
])('R208 leaves: %s', (attribute) => {
  expect(html(attribute)).toEqual([]);
});

test.each([
  'href="javascript:alert(1)"',
  'href="JavaScript:alert(1)"',
  'href="&#106;avascript:alert(1)"',
  'href="data:text/html,x"',
  'href="/cart"',
  'href="https:///"',
  'href="https://evil.example/https://shop.example"',
  'href="https://shop.example:x@evil.example/"',
  "href='https://notshop.example/'",
  'src="javascript:alert(1)"',
  'formaction="https://evil.example"',
])('R208 stays: %s', (attribute) => {
  expect(html(attribute)).toHaveLength(1);
});

test('R208 plain text counts too: mail clients make links of it', () => {
  expect(
    wrongLinks({ html: '', text: 'See https://shop.example/x, or (https://help.shop.example).' }, allowed),
  ).toEqual([]);
  expect(wrongLinks({ html: '', text: 'WIN at http://evil.example now' }, allowed)).toEqual(['http://evil.example']);
});

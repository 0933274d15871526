import { expect, test } from 'vitest';
import { render, templateIds } from '../../activities/templates/index.ts';
import { lookAt, type Screen } from '../../dev/letters/in-browser.ts';
import { findPersona, viewOf } from '../../dev/letters/personas.ts';
import { locales } from '../../domain/templates.ts';
import { useBrowser } from './chromium/use-browser.ts';

const open = useBrowser();

/** The hardest looks at a letter; `npm run letters` has all of them. */
const looks: readonly (readonly [string, Screen])[] = [
  ['longest', { width: 360, dark: false }],
  ['camille', { width: 600, dark: true }],
];

test('every letter stays on its screen and in its boxes, is told apart from what is behind it, and shows its main call', async () => {
  const { page } = await open();
  await page.route('**/*', async (route) => route.abort());
  const flaws: string[] = [];
  let seen = 0;
  for (const template of templateIds) {
    for (const locale of locales) {
      for (const [persona, screen] of looks) {
        const { html } = await render(template, locale, viewOf(findPersona(persona), locale));
        const found = await lookAt(page, html, screen);
        flaws.push(...found.map((flaw) => `${template} in ${locale}, ${persona}, ${screen.width} px: ${flaw}`));
        seen += 1;
      }
    }
  }
  expect(flaws).toEqual([]);
  console.log(`letters: ${seen} looks in a browser, 0 flaws`);
}, 120_000);

const paper = (inside: string) =>
  `<body style="margin:0"><div class="paper" style="background:#fff">${inside}</div></body>`;

test('what is wrong is seen: what is too wide, too pale, too small, empty, or without a call', async () => {
  const { page } = await open();
  const call = '<a href="#" data-call="main" style="display:block;height:50px;color:#000">Voir</a>';
  const screen = { width: 360, dark: false };
  expect(await lookAt(page, paper(call), screen)).toEqual([]);
  const wrong: Readonly<Record<string, RegExp>> = {
    [call + '<div style="width:500px">x</div>']: /stands out of the screen/u,
    [call + `<p style="width:100px">${'x'.repeat(40)}</p>`]: /runs out of its box/u,
    [call + '<p style="color:#bbb">pale</p>']: /contrast of 1\.\d\d/u,
    [call + '<p style="font-size:9px">small</p>']: /written in 9 px/u,
    [call + '<p style="height:10px"></p>']: /is empty/u,
    [call.replace('50px', '20px')]: /20 px high/u,
    '<p>nothing to do</p>': /0 main calls/u,
    [call + call]: /2 main calls/u,
  };
  for (const [inside, flaw] of Object.entries(wrong))
    expect((await lookAt(page, paper(inside), screen)).join()).toMatch(flaw);
});

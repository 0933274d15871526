import type { Page } from 'playwright-core';
import { encodeEntities } from '../../activities/templates/links/entities.ts';

/** One letter as it is seen on one screen. */
export interface Shot {
  readonly caption: string;
  readonly html: string;
  readonly width: number;
  readonly dark?: boolean;
}

/** As if the screen were dark: a frame cannot be told so. */
const inTheDark = (html: string): string => html.replaceAll('@media (prefers-color-scheme: dark)', '@media all');

/** Of a letter no more than so much is drawn, in pixels: what follows is more of the same. */
const mostHeight = 1_500;

/** Several looks at a letter beside each other, as a page. */
const sheetOf = (shots: readonly Shot[]): string => `<!doctype html>
<style>
  body { margin: 0; padding: 16px; background: #8a8f98; display: flex; gap: 16px; align-items: flex-start; width: max-content; }
  figure { margin: 0; } figcaption { font: 16px sans-serif; color: #fff; padding: 0 0 8px; }
  iframe { border: 0; display: block; background: #fff; }
</style>
${shots
  .map(
    ({ caption, html, width, dark }) => `<figure><figcaption>${encodeEntities(caption)}</figcaption>
<iframe width="${width}" srcdoc="${encodeEntities(dark ? inTheDark(html) : html)}"></iframe></figure>`,
  )
  .join('\n')}`;

/** Frames as high as what is in them. */
const fit = `() => { for (const frame of document.querySelectorAll('iframe'))
  frame.style.height = Math.min(frame.contentDocument.documentElement.scrollHeight, ${mostHeight}) + 'px'; }`;

/** A picture of several looks at a letter, as WebP. */
export const drawSheet = async (
  page: Page,
  shots: readonly Shot[],
  scale: number,
  quality: number,
): Promise<Buffer> => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1_600, height: 800 });
  await page.setContent(sheetOf(shots), { waitUntil: 'load' });
  await page.evaluate(`(${fit})()`);
  const box = await page.evaluate<{ width: number; height: number }>(
    '(({ scrollWidth, scrollHeight }) => ({ width: document.body.getBoundingClientRect().width, height: scrollHeight }))(document.documentElement)',
  );
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, ...box, scale },
  });
  await session.detach();
  return Buffer.from(data, 'base64');
};

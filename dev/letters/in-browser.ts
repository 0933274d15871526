import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../test/browser/chromium/find.ts';
import { layoutFlaws } from './layout-flaws.ts';

export interface Screen {
  /** In pixels. */
  readonly width: number;
  readonly dark: boolean;
}

/** The screens on which every letter must read well: a mail program's column, a telephone, and the telephone at night. */
export const screens: readonly Screen[] = [
  { width: 600, dark: false },
  { width: 360, dark: false },
  { width: 360, dark: true },
];

const picture = readFileSync(new URL('../../api/console/assets/sample-vase.svg', import.meta.url), 'utf8');

/** A real headless Chromium in which letters are looked at; the pictures of shops are one of ours, and nothing is fetched. */
export const openBrowser = async (environment: NodeJS.ProcessEnv): Promise<Browser> =>
  chromium.launch({
    executablePath: await findChromium(environment),
    // Chromium's own sandbox does not run as root, as in most containers.
    chromiumSandbox: process.getuid?.() !== 0,
  });

export const openPage = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage({ javaScriptEnabled: true });
  await page.route('**/*', async (route) =>
    route.request().resourceType() === 'image'
      ? route.fulfill({ contentType: 'image/svg+xml', body: picture })
      : route.abort(),
  );
  return page;
};

/** What can be seen to be wrong with a letter on a screen; empty: nothing. */
export const lookAt = async (page: Page, html: string, { width, dark }: Screen): Promise<readonly string[]> => {
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  await page.setViewportSize({ width, height: 800 });
  await page.setContent(html, { waitUntil: 'load' });
  return page.evaluate<string[]>(`(${layoutFlaws})()`);
};

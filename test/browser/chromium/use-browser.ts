import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { ConsoleSite } from '../use-console.ts';
import { findChromium } from './find.ts';

/** A page, with everything that it complained about. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors, violations of the content policy, uncaught errors: a good page has none. */
  readonly complaints: readonly string[];
}

/**
 * A real headless Chromium for a test file; one that cannot be had fails the tests. Pages of `site` are opened as
 * the operator who is signed in there.
 */
export const useBrowser = (site?: Pick<ConsoleSite, 'url' | 'cookie'>) => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: await findChromium(process.env),
      // Chromium's own sandbox does not run as root, as in most containers.
      chromiumSandbox: process.getuid?.() !== 0,
    });
  });
  afterAll(async () => browser?.close());

  return async (options: BrowserContextOptions = {}): Promise<WatchedPage> => {
    const context = await browser!.newContext(options);
    if (site) await context.addCookies([{ ...site.cookie, url: site.url }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return { page, complaints };
  };
};

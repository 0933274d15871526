import { expect, test } from 'vitest';
import { findChromium } from './chromium/find.ts';

test('a CHROME_PATH that does not exist is named instead of being passed over', async () => {
  await expect(findChromium({ CHROME_PATH: '/nowhere/chrome' })).rejects.toThrow('CHROME_PATH is /nowhere/chrome');
});

test('with nothing given and nothing installed the packaged Chromium is used', async () => {
  expect(await findChromium({ PATH: '' })).toMatch(/chromium$/u);
});

import type { Server } from 'node:http';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templateIds } from '../../activities/templates/index.ts';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { createPreview } from '../../dev/preview/app.tsx';
import { defaultTheme } from '../../domain/policy/theme.ts';
import { locales } from '../../domain/templates.ts';

let server: Server;
let url = '';
const theme = { now: defaultTheme };
beforeAll(async () => {
  server = await listenOn(
    createPreview(() => theme.now),
    { host: '127.0.0.1', port: 0 },
  );
  url = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const read = async (path: string): Promise<string> => {
  const answer = await fetch(url + path);
  expect(answer.status, path).toBe(200);
  return answer.text();
};

test('every letter is shown in each language, as it would be sent and as plain text, with its subject and its size', async () => {
  const first = await read('/');
  for (const template of templateIds) {
    expect(first).toContain(encodeURIComponent(template));
    for (const locale of locales) {
      const query = new URLSearchParams({ template, locale });
      const page = await read(`/?${query.toString()}`);
      expect(page).toMatch(/Subject<\/dt><dd>[^<]+/u);
      expect(page).toMatch(/[\d.]+ kB/u);
      expect(page).toMatch(/Flaws<\/dt><dd>none/u);
      expect(await read(`/?${query.toString()}&as=text`)).toContain(locale === 'fr' ? 'Bonjour' : 'Hello');
      const letter = await read(`/letter?${query.toString()}`);
      expect(letter).toContain(`lang="${locale}"`);
      expect(letter).not.toMatch(/<img\s[^>]*src="http/u);
    }
  }
});

test('every text message is shown with its segments, and every person can be chosen', async () => {
  for (const template of smsTemplateIds)
    expect(await read(`/?template=${template}&locale=fr&as=sms`)).toMatch(/\d segments?, \d+ characters, GSM-7/u);
  const page = await read('/?template=cart/reminder&locale=en&width=360');
  for (const persona of ['camille', 'unknown', 'longest', 'hostile', 'sold-out'])
    expect(page).toContain(`persona=${persona}`);
  expect(page).toContain('width="360"');
  expect(await read('/letter?template=cart/reminder&persona=hostile')).not.toMatch(/<script|onerror=alert\(1\)>/u);
});

test('what is asked for wrongly shows the first of its kind', async () => {
  expect(await read('/?template=..%2F..&locale=xx&persona=%3Cscript%3E&width=9')).toContain('<h1>cart/reminder</h1>');
});

test('a theme is read anew for each page', async () => {
  theme.now = { ...defaultTheme, legal: { ...defaultTheme.legal, address: '12 rue des Ateliers, Lyon' } };
  expect(await read('/letter?template=cart/reminder')).toContain('12 rue des Ateliers, Lyon');
  theme.now = defaultTheme;
});

test('it only reads, and only for this machine', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) expect((await fetch(url, { method })).status).toBe(405);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(url, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
  const { headers } = await fetch(url);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

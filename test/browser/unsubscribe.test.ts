import type { Server } from 'node:http';
import { eq } from 'drizzle-orm';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { messages, suppressions } from '../../db/schema/index.ts';
import { useDatabase } from '../stack/database.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { insertSent } from './decisions.ts';
import { insertShop, insertShopper, now } from './shop.ts';

const database = useDatabase();
const open = useBrowser();
let server: Server;
let url = '';

beforeAll(async () => {
  const { db } = database.connection;
  const app = createApp({
    db,
    clock: { now: () => now.getTime() },
    specs: [],
    logger: createLogger({ process: 'api', level: 'silent' }),
    wake: () => {},
    readiness: async () => ({ ready: true, checks: {} }),
  });
  server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${portOf(server)}`;
  await insertShop(db, url);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a customer leaves by the link of a message and one button', async () => {
  const { db } = database.connection;
  const email = 'camille@example.org';
  const shopper = await insertShopper(db, { firstName: 'Camille', email, locale: 'fr' });
  const id = await insertSent(db, { shopper, locale: 'fr', email, template: 'cart/reminder', minutes: 3 });
  const [message] = await db.select().from(messages).where(eq(messages.id, id));

  const { page, complaints } = await open({ locale: 'fr-FR' });
  await page.goto(`${url}/u/${message!.linkToken}`);
  const button = page.getByRole('button', { name: 'Me désinscrire' });
  // The page's own style passes its content policy.
  expect(await page.evaluate("getComputedStyle(document.querySelector('button')).backgroundColor")).toBe(
    'rgb(47, 93, 80)',
  );
  expect(await db.select().from(suppressions)).toEqual([]);

  await button.click();
  await page.getByRole('heading', { name: 'C’est fait' }).waitFor();
  expect(await db.select().from(suppressions)).toMatchObject([{ address: email, reason: 'unsubscribed' }]);
  expect(complaints.filter((complaint) => !complaint.includes('favicon'))).toEqual([]);
});

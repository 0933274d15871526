import type { Express } from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsole } from '../../api/console/console.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { liveRoutes } from '../api/access/live-routes.ts';
import { digestOf } from '../api/hostile/corpus/digest.ts';
import { hostileStrings } from '../api/hostile/corpus/hostile-values.ts';
import { routeTries } from '../api/hostile/corpus/route-tries.ts';
import { sendAll, type Try } from '../api/hostile/corpus/send.ts';
import { faultsOf, tallyOf } from '../api/hostile/corpus/tally.ts';
import { insertSent } from '../browser/decisions.ts';
import { insertShopper, now } from '../browser/shop.ts';
import { useConsole } from '../browser/use-console.ts';

const site = useConsole();
const closing = new AbortController();
let app: Express;
let server: Awaited<ReturnType<typeof listenOn>>;
let url = '';

beforeAll(async () => {
  app = createConsole({
    db: site.db,
    clock: { now: () => now.getTime() },
    namespace: 'relance',
    realClock: systemClock(),
    logger: pino({ level: 'silent' }),
    closing: closing.signal,
  });
  server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${portOf(server)}`;
  const shopper = await insertShopper(site.db, { firstName: 'Ada', email: 'ada@shop.example', locale: 'en' });
  await insertSent(site.db, {
    shopper,
    locale: 'en',
    email: 'ada@shop.example',
    template: 'cart/reminder',
    minutes: 5,
  });
});
afterAll(async () => {
  closing.abort();
  await drain(server, 0);
});

/** Streams never end, and a password costs time by design. */
const apart = ['GET /live', 'POST /sign-in', 'POST /sign-out'];
const routesOf = (): readonly string[] => liveRoutes(app).routes.filter((route) => !apart.includes(route));

const isStream = ({ method, path }: Try): boolean => method === 'GET' && path.includes('/live');

/** Forms of every act, as a page of the session would send them, with a hostile text in every field. */
const formTries = async (cookie: string): Promise<readonly Try[]> => {
  const page = await (await site.get('/keys')).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)![1]!;
  const fields = ['store', 'name', 'kind', 'scope', 'origin', 'expires', 'rotate', 'revoke', 'note', 'outcome'];
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const acts = routesOf().filter((route) => route.startsWith('POST '));
  return acts.flatMap((route) =>
    hostileStrings
      .filter((text) => text.length < 3000)
      .flatMap((text, index) => {
        const path = route.slice('POST '.length).replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000');
        const body = new URLSearchParams({ csrf, store: 'lumen', [fields[index % fields.length]!]: text }).toString();
        const all = new URLSearchParams([
          ['csrf', csrf],
          ...fields.map((field): [string, string] => [field, text]),
        ]).toString();
        return [body, all]
          .slice(index % 2, (index % 2) + 1)
          .map((sent) => ({ from: route, method: 'POST', path, headers, body: sent }));
      }),
  );
};

test('signing in with hostile names is refused like any other', async () => {
  const names = ['', '\0', 'a\0', "' or 1=1 --", '\ud800', 'x'.repeat(3000)];
  for (const [index, name] of names.entries()) {
    const answer = await fetch(`${url}/sign-in`, {
      method: 'POST',
      headers: { origin: url },
      body: new URLSearchParams({ name, password: index % 2 === 0 ? '\0' : 'wrong' }),
    });
    expect([401, 413], name).toContain(answer.status);
  }
});

test('the console answers no bad request with an error of ours, and nothing that was refused leaves a trace', async () => {
  const cookie = `${site.cookie.name}=${site.cookie.value}`;
  // Every fourth try of each page, in turns: all pages share what reads their paths and queries.
  const pages = routesOf().flatMap((route, page) => [
    ...routeTries(route, { cookie }).filter((_one, index) => (index + page) % 4 === 0),
    ...routeTries(route, {}).slice(0, 5),
  ]);
  const tries = [...pages, ...(await formTries(cookie))].filter((one) => !isStream(one));
  const answers = await sendAll(url, tries);
  console.log(`console corpus: ${tries.length} tried on ${routesOf().length} routes: ${tallyOf(answers)}`);
  expect(faultsOf(tries, answers).slice(0, 5)).toEqual([]);

  const refused = tries.filter(({ method }, index) => method !== 'GET' && answers[index]!.status >= 400);
  // That the operator is there is noted once a minute, whatever they ask for.
  const digest = async () => ({ ...(await digestOf(site.db)), sessions: 'seen' });
  const before = await digest();
  const again = await sendAll(url, refused);
  expect(again.filter(({ status }) => status < 400)).toEqual([]);
  expect(await digest()).toEqual(before);
}, 120_000);

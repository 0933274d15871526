import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { type Scope, scopes } from '../../../domain/access.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { addKey, addStore, noon, store, useIntake } from '../intake-server.ts';
import { type Belongings, furnish, nothing } from './belongings.ts';
import { type Door, doors, handlers } from './doors.ts';
import { liveRoutes } from './live-routes.ts';

/** Everything that can be turned on is: nothing is answered that the matrix does not know. */
const intake = useIntake(undefined, () => ({
  limits: { perKey: 100_000, pagesPerKey: 100_000, pagesPerAddress: 100_000, perAddress: 100_000, failures: 100_000 },
  webhooks: {
    resend: [`whsec_${'A'.repeat(43)}=`],
    twilio: { authToken: '0'.repeat(32), publicUrl: 'https://journeys.shop.example' },
  },
  inFlight: { requests: 1000, bytes: 100_000_000 },
}));

/** Every set of scopes, from none to all. */
const sets: readonly (readonly Scope[])[] = Array.from({ length: 2 ** scopes.length }, (_, bits) =>
  scopes.filter((_scope, index) => (bits >> index) % 2 === 1),
);

/** Somebody at the door: what their requests carry, and what their key may do. */
interface Caller {
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly scopes: readonly Scope[];
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const callers: Caller[] = [];
let mine: Belongings;
let theirs: Belongings;

beforeAll(async () => {
  const otherKey = makeApiKey();
  await addStore(intake.db, 'other' as StoreId, otherKey);
  mine = await furnish(intake.db, store, async (event) => intake.post(event));
  theirs = await furnish(intake.db, 'other' as StoreId, async (event) => intake.post(event, otherKey));

  const add = async (label: string, may: readonly Scope[], more: Parameters<typeof addKey>[3] = {}) => {
    const key = makeApiKey(more.kind);
    await addKey(intake.db, store, key, { scopes: may, ...more });
    callers.push({ label, headers: bearer(key), scopes: label.startsWith('scopes') ? may : [] });
    return key;
  };
  for (const set of sets) await add(`scopes ${set.join(' ') || 'none'}`, set);
  await add('expired', scopes, { expiresAt: new Date(noon) });
  await add('revoked', scopes, { revokedAt: new Date(noon - 1) });
  await add('a browser key', scopes, { kind: 'browser', origins: ['https://shop.example'] });
  const good = await addKeyText();
  callers.push(
    { label: 'no key', headers: {}, scopes: [] },
    { label: 'an unknown key', headers: bearer(makeApiKey()), scopes: [] },
    { label: 'a hash instead of the key', headers: bearer('0'.repeat(64)), scopes: [] },
    { label: 'another scheme', headers: { authorization: `Basic ${good}` }, scopes: [] },
    { label: 'the key twice', headers: { authorization: `Bearer ${good}, Bearer ${good}` }, scopes: [] },
    { label: 'the key in the address', headers: {}, query: `?key=${good}`, scopes: [] },
    { label: 'the key in a header of its own', headers: { 'x-api-key': good }, scopes: [] },
  );
});

const addKeyText = async (): Promise<string> => {
  const key = makeApiKey();
  await addKey(intake.db, store, key, { scopes });
  return key;
};

type Locked = Extract<Door, { request: unknown }>;
/** Scopes that open a door; none opens one that only signatures do. */
const opens = (door: Locked, { scopes: may }: Caller): boolean =>
  door.who !== 'signers' && door.who !== 'pages' && may.includes(door.who);
const locked = Object.entries(doors).filter((entry): entry is [string, Locked] => 'request' in entry[1]);

const ask = async (route: string, door: Locked, of: Belongings, caller: Caller) => {
  const { path, body } = door.request(of);
  const response = await intake.request(`${path}${caller.query ?? ''}`, {
    method: route.split(' ')[0]!,
    headers: { ...caller.headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, authenticate: response.headers.get('www-authenticate') };
};

/** Rows of every table: what a refused request must not change. */
const contents = async (): Promise<Record<string, string>> => {
  const tables = await intake.db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'api_keys'`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await intake.db.execute<{ sum: string }>(
      sql`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${sql.identifier(name)} t`,
    );
    sums[name] = row!.sum;
  }
  return sums;
};

test('every route that the router answers has a decision, and no decision is about a route that is gone', () => {
  const live = liveRoutes(intake.app);
  expect(live.routes.toSorted()).toEqual(Object.keys(doors).toSorted());
  expect(live.handlers).toEqual(handlers);
});

test('a router that shows nothing fails the matrix', () => {
  expect(() => liveRoutes({ router: {} } as never)).toThrow('shows no layers');
  expect(() => liveRoutes({ router: { stack: [] } } as never)).toThrow('shows no route');
});

test('whoever may not is refused everywhere, with one answer, whatever is asked for; nothing changes', async () => {
  const before = await contents();
  let refusals = 0;
  const all = new Set<string>();
  for (const [route, door] of locked) {
    const answers = new Set<string>();
    for (const caller of callers.filter((one) => !opens(door, one))) {
      for (const answer of await Promise.all([mine, theirs, nothing].map(async (of) => ask(route, door, of, caller)))) {
        expect(answer.status, `${route} with ${caller.label}`).toBe(401);
        answers.add(JSON.stringify(answer));
        refusals += 1;
      }
    }
    expect(answers.size, [...answers].join('\n')).toBe(1);
    for (const answer of answers) all.add(answer);
  }
  // One answer for keys, one for signatures, one for pages.
  expect(all.size).toBe(3);
  // Of 16 sets of scopes half lack each scope; ten more callers have none. Signatures and pages take none.
  const signed = locked.filter(([, { who }]) => who === 'signers' || who === 'pages').length;
  expect(refusals).toBe(((locked.length - signed) * (8 + 10) + signed * (16 + 10)) * 3);
  expect(await contents()).toEqual(before);
}, 120_000);

test("another store's objects answer like objects that do not exist, and stay as they are", async () => {
  const before = await contents();
  for (const [route, door] of locked.filter(([, door]) => !('names' in door))) {
    for (const caller of callers.filter((one) => opens(door, one))) {
      const [foreign, missing] = [await ask(route, door, theirs, caller), await ask(route, door, nothing, caller)];
      expect(foreign, route).toEqual(missing);
      expect(foreign.status, route).toBe(404);
    }
  }
  expect(await contents()).toEqual(before);
}, 120_000);

test('whoever may comes in to what is theirs', { timeout: 120_000 }, async () => {
  for (const [route, door] of locked) {
    for (const caller of callers.filter((one) => opens(door, one))) {
      const answer = await ask(route, door, mine, caller);
      expect(answer.status, `${route} with ${caller.label}: ${answer.text}`).toBeLessThan(300);
    }
  }
});

test('what is open to everybody looks at no key: with one and without, the answer is the same', async () => {
  for (const [route] of Object.entries(doors).filter(([, { who }]) => who === 'everybody')) {
    const [method, path] = route.split(' ');
    const answers = await Promise.all(
      [{}, bearer(intake.key), bearer(makeApiKey())].map(async (headers) => {
        const response = await intake.request(path!.replace(/:\w+/, 'x'), { method: method!, headers });
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(answers).size, route).toBe(1);
  }
});

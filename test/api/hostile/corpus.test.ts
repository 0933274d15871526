import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { readEvent } from '../../../api/events/read-event.ts';
import { inbox } from '../../../db/schema/index.ts';
import { scopes } from '../../../domain/access.ts';
import { liveRoutes } from '../access/live-routes.ts';
import { addKey, store, useIntake } from '../intake-server.ts';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { cart } from '../told.ts';
import { seed } from '../../stack/seed.ts';
import { digestOf } from './corpus/digest.ts';
import { type Description, eventSchemas, eventTries } from './corpus/event-tries.ts';
import { routeTries } from './corpus/route-tries.ts';
import { type Answer, sendAll, type Try } from './corpus/send.ts';
import { faultsOf, tallyOf } from './corpus/tally.ts';

const intake = useIntake();

interface Told {
  readonly events?: readonly { readonly id: string | null; readonly fate: string }[];
}
const fatesOf = ({ text }: Answer): Told => {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return {};
  }
};
/** Whether anything of a request was kept. */
const isKept = (answer: Answer): boolean =>
  answer.status === 202 && (fatesOf(answer).events ?? []).some(({ fate }) => !['invalid', 'duplicate'].includes(fate));

/** How many are about events, and how many about routes: as many however the product grows. */
const half = 5_200;

/** `count` of them, spread over all. */
const evenly = <One>(all: readonly One[], count: number): readonly One[] =>
  all.filter(
    (_one, index) => Math.floor(((index + 1) * count) / all.length) > Math.floor((index * count) / all.length),
  );

test('10,000 bad requests: no error of ours, not a word of our inside, and the database is as it was', async () => {
  const key = makeApiKey();
  await addKey(intake.db, store, key, { scopes });
  const authorization = `Bearer ${key}`;
  const json = { 'content-type': 'application/json', authorization };
  const described = (await (await intake.request('/openapi.json')).json()) as Description;
  const schemas = eventSchemas(described);
  const perType = Math.ceil(half / schemas.length);
  const share = { valid: 12, mutated: perType - 52, damaged: 40 };
  const aboutEvents = schemas.flatMap((schema, index) => eventTries(schema, json, share, seed + index));
  const deps = { db: intake.db, clock: intake.clock, specs: [], logger: pino({ level: 'silent' }) };
  const app = createApp({ ...deps, wake: () => {}, readiness: async () => ({ ready: true, checks: {} }) });
  const { routes } = liveRoutes(app);
  // Some of each route, evenly: routes share what reads their paths, queries and bodies.
  const aboutRoutes = evenly(
    routes.flatMap((route) => routeTries(route, { authorization })),
    half,
  );
  const tries: readonly Try[] = [...aboutEvents, ...aboutRoutes];

  const start = performance.now();
  const answers = await sendAll(intake.url, tries);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `corpus: seed ${seed}, ${tries.length} tried in ${seconds} s ` +
      `(${aboutEvents.length} of ${schemas.length} event types, ${aboutRoutes.length} of ${routes.length} routes): ${tallyOf(answers)}`,
  );
  expect(tries.length).toBeGreaterThanOrEqual(10_000);
  expect(faultsOf(tries, answers).slice(0, 5), `seed ${seed}`).toEqual([]);

  // What was kept is whole: stored as it was sent, valid when it is read again, in quarantine none.
  const rows = await intake.db.select().from(inbox);
  const kept = answers.filter(isKept).flatMap((answer) => fatesOf(answer).events ?? []);
  expect(new Set(rows.map(({ eventId }) => eventId))).toEqual(
    new Set(kept.filter(({ fate }) => !['invalid', 'duplicate'].includes(fate)).map(({ id }) => id)),
  );
  for (const { body, hash, fate } of rows) {
    const reading = readEvent(body, intake.clock.now());
    expect(reading.ok && reading.received.hash, JSON.stringify(body)).toBe(hash);
    expect(['applied', 'ignored']).toContain(fate);
  }
  const asDescribed = answers.filter((answer, index) => tries[index]!.from.startsWith('valid') && isKept(answer));
  expect(asDescribed.length).toBeGreaterThan((schemas.length * share.valid) / 2);

  // What was refused is sent again, all of it: nothing of it leaves a trace.
  const refused = tries.filter((_one, index) => !isKept(answers[index]!) && answers[index]!.status >= 400);
  const before = await digestOf(intake.db);
  const again = await sendAll(intake.url, refused);
  expect(faultsOf(refused, again).slice(0, 5), `seed ${seed}`).toEqual([]);
  expect(await digestOf(intake.db)).toEqual(before);
  console.log(`corpus: ${refused.length} refused ones sent again: ${Object.keys(before).length} tables unchanged`);
}, 180_000);

test('a bad event in a batch changes nothing, and its neighbours are kept', async () => {
  const schema = eventSchemas((await (await intake.request('/openapi.json')).json()) as Description);
  const share = { valid: 0, mutated: 6, damaged: 0 };
  const bad = schema.flatMap((one, index) => eventTries(one, {}, share, seed + 1000 + index));
  for (const [index, { body }] of bad.entries()) {
    const neighbour = cart({ id: `neighbour-${index}` }, `neighbour-${index}`);
    const answer = await intake.post(`[${String(body)}, ${JSON.stringify(neighbour)}]`);
    // A body that is no JSON, too deep or too wide is refused whole.
    if (answer.status !== 202) expect([400, 422]).toContain(answer.status);
    else expect(answer.body.events[1], `seed ${seed}: ${String(body)}`).toMatchObject({ fate: 'applied' });
  }
});

test('the digest sees any change', async () => {
  const before = await digestOf(intake.db);
  await intake.db.execute(sql`update stores set name = name || '!'`);
  const after = await digestOf(intake.db);
  expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['stores']);
});

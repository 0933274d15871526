import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hashApiKey, makeApiKey } from '../../../api/access/key-text.ts';
import { connectDatabase } from '../../../db/client.ts';
import { tablesWith } from '../../privacy/dump.ts';
import { phoneOf } from '../../privacy/planted.ts';
import { holds, sqliteFiles } from '../../privacy/readable.ts';
import { arrives, fillsCart, product, type Shopper } from '../../privacy/shopper.ts';
import type { Cast } from '../cast/cast.ts';
import type { Part, PlannedInjection, Scale } from '../part.ts';
import { faultRow } from '../report/fault-row.ts';
import { until } from '../until.ts';

const fault = 'erasure during a journey';
const people: Readonly<Record<Scale, number>> = { quick: 15, full: 150 };
const canary = 'qxerased';
/** An hour lasts two seconds: the first message is due two seconds after the cart. */
const rate = 1_800;
/** People who are in a journey at the same time. */
const atOnce = 15;

/** People erased at random points of their journeys, with a worker killed now and then. */
export const erasurePart: Part = {
  name: 'erasure',
  title: 'people erased at any point of their journeys',
  scales: ['full'],
  plan: (random, scale) =>
    Array.from({ length: people[scale] }, () => ({ fault, detail: { afterMillis: Math.floor(random() * 8_000) } })),
  run: async (context, plan) => {
    const { folder, defer, progress, openCast } = context;
    const erasureKey = randomBytes(32).toString('base64');
    const cast = await openCast({ rate, environment: { ERASURE_KEY: erasureKey, LOG_LEVEL: 'debug' } });
    const database = connectDatabase(cast.postgres.url, 4);
    defer(() => database.close());
    const key = await addKey(cast);
    await cast.provider.mix(context.seed, [], { kind: 'slow', millis: 150 });
    await post(cast, key, '/v1/events', told(cast, [product('lamp', 'Lamp')]));

    const played: Played[] = [];
    for (let from = 0; from < plan.length; from += atOnce) {
      const group = plan.slice(from, from + atOnce).map(async (one, index) => play(cast, key, from + index, one));
      await wait(2_000);
      await cast.workers[(from / atOnce) % cast.workers.length]!.kill();
      played.push(...(await Promise.all(group)));
      progress(`${played.length} people erased`);
    }
    const words = [canary, ...played.map(({ shopper }) => shopper.phone!)];
    const logs = [...cast.apis, ...cast.workers].flatMap((service) => service.logFiles());
    const failures = [
      ...lateClaims(cast, played),
      ...(await tablesWith(database.db, words)).map((table) => `something of a person is left in ${table}`),
      ...sqliteFiles(join(folder, 'temporal.db'))
        .filter(({ bytes }) => holds(bytes, words))
        .map(({ name }) => `something of a person is left in Temporal's ${name}`),
      ...logs.filter((file) => holds(readFileSync(file), words)).map((file) => `something of a person is in ${file}`),
      ...[...cast.apis, ...cast.workers].flatMap((service) => service.crashes()),
    ];
    return [
      faultRow({
        fault,
        injections: played.length,
        acknowledged: played.length * 3,
        sends: { temporal: cast.provider.acceptances().length, gate: 0 },
        recoverySeconds: played.map(({ seconds }) => seconds),
        failures,
        notes: ['recovery is the time until the receipt is closed; the events of the erased are gone on purpose'],
      }),
    ];
  },
};

interface Played {
  readonly shopper: Shopper;
  /** When the api had answered that nothing more is claimed, in this machine's time. */
  readonly answeredAt: number;
  readonly seconds: number;
}

const play = async (cast: Cast, key: string, index: number, { detail }: PlannedInjection): Promise<Played> => {
  const shopper: Shopper = {
    id: `${canary}-${index}`,
    email: `${canary}.${index}@${canary}.example`,
    phone: phoneOf(`${canary}${index}`),
    firstName: `${canary} ${index}`,
  };
  const life = [...arrives(shopper), fillsCart(shopper, `${canary}-cart-${index}`, 'lamp')];
  await post(cast, key, '/v1/events', told(cast, life));
  await wait(Number(detail!['afterMillis']));
  const asked = Date.now();
  const { id } = (await post(cast, key, '/v1/customers/erase', { email: shopper.email })) as { readonly id: string };
  const answeredAt = Date.now();
  await until(
    `erasure ${index} is closed`,
    async () => {
      const [row] = await cast.postgres.sql<{ state: string }[]>`select state from erasures where id = ${id}`;
      return row?.state === 'closed';
    },
    { timeoutMillis: 180_000, everyMillis: 250 },
  );
  return { shopper, answeredAt, seconds: (Date.now() - asked) / 1000 };
};

/** Events of now, in the store's time. */
const told = ({ clock }: Cast, events: readonly object[]): readonly object[] => {
  const now = Date.parse(clock.demo) + (Date.now() - Date.parse(clock.real)) * clock.rate;
  return events.map((event) => ({
    id: randomUUID(),
    occurredAt: new Date(now).toISOString(),
    ...event,
  }));
};

const post = async ({ apis }: Cast, key: string, path: string, body: unknown): Promise<unknown> => {
  const response = await fetch(`${apis[Math.floor(Math.random() * apis.length)]!.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  if (response.status !== 202) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
};

/** Acceptances whose claim is later than the answer that nothing more would be claimed. */
const lateClaims = ({ clock, provider }: Cast, played: readonly Played[]): readonly string[] => {
  const answeredAt = new Map(played.map((one) => [one.shopper.email, one.answeredAt]));
  return provider
    .acceptances()
    .filter(({ to, claimedAt }) => {
      const real = Date.parse(clock.real) + (Date.parse(claimedAt!) - Date.parse(clock.demo)) / clock.rate;
      return real > (answeredAt.get(to) ?? Number.POSITIVE_INFINITY);
    })
    .map(({ key }) => `${key} was claimed after its customer was erased`);
};

const addKey = async ({ postgres, clock }: Cast): Promise<string> => {
  const key = makeApiKey();
  await postgres.sql`
    insert into api_keys (id, store_id, hash, scopes, created_at)
    values (${randomUUID()}, 'demo', ${hashApiKey(key)}, ${['ingest', 'erase']}, ${clock.demo})`;
  return key;
};

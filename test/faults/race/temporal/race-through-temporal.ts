import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '../../../../domain/random.ts';
import { storeTime } from '../../../../domain/time/clock.ts';
import { toInstant } from '../../../../domain/time/instant.ts';
import { type Cast, openCast } from '../../cast/cast.ts';
import { percentile } from '../../report/percentile.ts';
import { seedOf } from '../../seed.ts';
import { until } from '../../until.ts';
import { installJudge, judgeRace, judgeSetting } from '../judge.ts';
import type { RaceRow } from '../table.ts';

export interface TemporalRaceOptions {
  readonly seed: number;
  readonly pairs: number;
  readonly progress: (line: string) => void;
}

/** An hour of the shop, the cart's idle time, lasts six seconds. */
const rate = 600;
const idleMillis = 3_600_000 / rate;

/** Pairs begun a second. */
const pairsPerSecond = 15;

/** How far around the boundary the orders are thrown, in milliseconds. */
const spreadMillis = 300;

/** How fast the boundary follows who won, in milliseconds a pair. */
const stepMillis = 10;

/** Runs from which the boundary is learnt first. */
const warmUp = 30;

/** When the harness looks who won, in milliseconds after the order was answered. */
const lookAfterMillis = 1_500;

/**
 * Races orders, posted over HTTP around the due instant, against the due sends of real workers on a real
 * Temporal server. The provider takes 20 to 80 ms, as one over the internet does.
 */
export const raceThroughTemporal = async ({ seed, pairs, progress }: TemporalRaceOptions): Promise<RaceRow> => {
  const undo: (() => Promise<void> | void)[] = [];
  const defer = (one: () => Promise<void> | void): void => void undo.push(one);
  const folder = mkdtempSync(join(tmpdir(), 'relance-race-'));
  defer(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const cast = await openCast({ seed, folder, defer, progress }, { rate, postgresSettings: [judgeSetting] });
    await installJudge(cast.postgres.sql);
    const shares = [20, 40, 60, 80].map((millis) => ({ fault: { kind: 'slow', millis } as const, share: 0.25 }));
    await cast.provider.mix(seed, shares);
    const began = performance.now();
    await post(cast, 0, [{ id: 'product', type: 'product.upserted', data: { productId: 'lamp', title: 'Lamp' } }]);
    // The first ones find cold processes.
    await measureLead(cast, 'cold');
    const lead = await measureLead(cast, 'warm');
    progress(`a due message is claimed ${lead.toFixed(0)} ms after its instant, half of the time`);
    const since = new Date(storeTime(Date.now(), cast.clock));
    await play(cast, seed, pairs, lead, progress);
    await untilClosed(cast);
    const tally = await judgeRace(cast.postgres.sql, cast.provider.acceptances(), since);
    const crashes = [...cast.apis, ...cast.workers].flatMap((service) => service.crashes());
    const missing = tally.pairs === pairs ? [] : [`${pairs} pairs were begun and ${tally.pairs} runs are there`];
    return {
      title: 'through Temporal, orders over HTTP',
      tally: { ...tally, failures: [...tally.failures, ...crashes, ...missing] },
      seconds: (performance.now() - began) / 1000,
      control: false,
    };
  } finally {
    for (const one of undo.toReversed()) await one();
  }
};

const play = async (cast: Cast, seed: number, pairs: number, lead: number, progress: (line: string) => void) => {
  const random = seededRandom(seedOf(seed, 'temporal'));
  // Drawn here and not when it is due, so that the seed gives the same throws whatever the interleaving.
  const throws = Array.from({ length: pairs }, () => (random() * 2 - 1) * spreadMillis);
  const begin = performance.now();
  let boundary = lead;
  const race = async (thrown: number, pair: number): Promise<void> => {
    await wait(Math.max(0, begin + (pair * 1000) / pairsPerSecond - performance.now()));
    if (pair % (pairsPerSecond * 10) === 0) progress(`${pair} of ${pairs} pairs begun`);
    const dueAt = await fill(cast, pair, `shopper-${pair}`);
    await wait(Math.max(0, dueAt + boundary + thrown - Date.now()));
    await order(cast, pair + 1, `shopper-${pair}`);
    await wait(lookAfterMillis);
    boundary += (await claimOf(cast, `shopper-${pair}`)) === undefined ? stepMillis : -stepMillis;
  };
  await Promise.all(throws.map(race));
};

/**
 * How long after its due instant a message is claimed on this machine, in milliseconds: the median of some
 * runs, which are bought only afterwards.
 */
const measureLead = async (cast: Cast, round: string): Promise<number> => {
  const leads = await Promise.all(
    Array.from({ length: warmUp }, async (_, index) => {
      const name = `${round}-${index}`;
      await wait((index * 1000) / pairsPerSecond);
      const dueAt = await fill(cast, index, name);
      const claimedAt = await until(`the message to ${name} is claimed`, async () => claimOf(cast, name));
      await order(cast, index, name);
      return claimedAt - dueAt;
    }),
  );
  return percentile(leads, 50)!;
};

/** A cart whose owner may be written to; gives the instant when its first message is due. */
const fill = async (cast: Cast, turn: number, name: string): Promise<number> => {
  const customer = { id: name, email: `${name}@shop.example` };
  const consent = { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout' };
  const touched = Date.now();
  await post(
    cast,
    turn,
    [
      { id: `consent-${name}`, type: 'customer.consent_changed', customer, data: consent },
      { id: `cart-${name}`, type: 'cart.updated', customer, data: { cartId: `cart-${name}`, lines } },
    ],
    touched,
  );
  return touched + idleMillis;
};

const order = async (cast: Cast, turn: number, name: string): Promise<void> => {
  const data = { orderId: `order-${name}`, cartId: `cart-${name}`, lines, total: lines[0]!.unitPrice };
  const customer = { id: name, email: `${name}@shop.example` };
  await post(cast, turn, [{ id: `order-${name}`, type: 'order.placed', customer, data }]);
};

const lines = [{ productId: 'lamp', quantity: 1, unitPrice: { amount: 2500, currency: 'EUR' } }];

/** Posts to one of the apis, as the store does: now, by the store's clock, unless told when. */
const post = async (cast: Cast, turn: number, events: readonly object[], at = Date.now()): Promise<void> => {
  const occurredAt = toInstant(storeTime(at, cast.clock));
  const body = events.map((event) => ({ ...event, occurredAt }));
  const api = cast.apis[turn % cast.apis.length]!;
  const response = await fetch(`${api.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${cast.key}` },
    body: JSON.stringify(body),
  });
  if (response.status !== 202) throw new Error(`an event was answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
};

/** When a message to the customer was claimed, by the commit; undefined while none was. */
const claimOf = async ({ postgres: { sql } }: Cast, name: string): Promise<number | undefined> => {
  const [found] = await sql<{ at: number }[]>`
    select extract(epoch from pg_xact_commit_timestamp(c.xmin))::float8 * 1000 as at
    from race_claims c join runs r on r.id = c.run_id
      join customer_aliases a on a.customer_id = r.customer_id
    where a.kind = 'id' and a.value = ${name} limit 1`;
  return found?.at;
};

const untilClosed = async ({ postgres: { sql } }: Cast): Promise<void> => {
  await until(
    'every run ended',
    async () => {
      const [row] = await sql<{ open: number }[]>`select count(*)::int as open from runs where state = 'open'`;
      return row!.open === 0;
    },
    { timeoutMillis: 180_000, everyMillis: 500 },
  );
};

import { beforeEach, expect, test } from 'vitest';
import { createPace } from '../../activities/pace/pace.ts';
import type { ProviderAnswer } from '../../activities/providers/provider.ts';
import { connectDatabase } from '../../db/client.ts';
import { providerRates } from '../../db/schema/index.ts';
import { freePort } from '../../dev/free-port.ts';
import { handClock } from '../api/intake-server.ts';
import { noon } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
const clock = handClock();
beforeEach(async () => {
  clock.set(noon);
  await database.connection.db.delete(providerRates);
});

const provider = { name: 'paced', perSecond: 2, rateFromHeaders: true };
/** One process' pace: each has its own. */
const worker = () => createPace({ db: database.connection.db, clock });
const accepted = (rate?: ProviderAnswer['rate']): ProviderAnswer => ({
  answer: 'accepted',
  id: 'id',
  ...(rate && { rate }),
});
const limited = (retryAfterMillis?: number): ProviderAnswer => ({
  answer: 'refused',
  detail: '429',
  rateLimited: true,
  ...(retryAfterMillis !== undefined && { retryAfterMillis }),
});
/** How many calls may go now, of `tries`; the clock stands still. */
const mayCall = async (pace: ReturnType<typeof worker>, tries: number): Promise<number> => {
  const turns = await Promise.all(Array.from({ length: tries }, async () => pace.take(provider, 'marketing')));
  return turns.filter(({ may }) => may === 'call').length;
};

test('a provider without a limit is called at once, and nothing is written', async () => {
  const pace = worker();
  const free = { name: 'free', perSecond: Number.POSITIVE_INFINITY, rateFromHeaders: false };
  for (let one = 0; one < 100; one++) expect((await pace.take(free, 'marketing')).may).toBe('call');
  await pace.heed(free, limited());
  expect((await pace.take(free, 'marketing')).may).toBe('call');
  expect(await database.connection.db.select().from(providerRates)).toEqual([]);
});

test('two workers share what the headers told one of them, less a tenth', async () => {
  const [first, second] = [worker(), worker()];
  expect((await first.take(provider, 'marketing')).may).toBe('call');
  await first.heed(provider, accepted({ perSecond: 10 }));
  // From now to the end of its patience, half a second: nine a second over both, and the one that stood already.
  clock.advance(1_000);
  expect((await mayCall(first, 20)) + (await mayCall(second, 20))).toBe(5);
  clock.advance(10_000);
  expect(await mayCall(second, 20)).toBe(5);
});

test('one worker told to slow down makes all of them wait, for as long as the provider said', async () => {
  const [first, second] = [worker(), worker()];
  await first.take(provider, 'marketing');
  await first.heed(provider, limited(7_000));
  for (const pace of [first, second]) {
    const turn = await pace.take(provider, 'transactional');
    expect(turn.may).toBe('come-back');
  }
  clock.advance(7_000);
  expect((await second.take(provider, 'marketing')).may).toBe('call');
});

test('a limit that is spent makes all workers wait until there is more', async () => {
  const [first, second] = [worker(), worker()];
  await first.take(provider, 'marketing');
  await first.heed(provider, accepted({ perSecond: 10, waitMillis: 2_000 }));
  expect((await second.take(provider, 'marketing')).may).toBe('come-back');
  clock.advance(2_000);
  expect((await second.take(provider, 'marketing')).may).toBe('call');
});

test('who is sent away comes back one after the other, as fast as the provider takes them', async () => {
  const pace = worker();
  await pace.take(provider, 'marketing');
  await pace.heed(provider, accepted({ perSecond: 10 }));
  clock.advance(1_000);
  await mayCall(pace, 5);
  const backs: number[] = [];
  for (let one = 0; one < 10; one++) {
    const turn = await pace.take(provider, 'marketing');
    if (turn.may === 'come-back') backs.push(turn.at - clock.now());
  }
  expect(backs.length).toBe(10);
  expect(backs[9]! - backs[0]!).toBeCloseTo(1_000, -1);
});

test('a confirmation passes the relaunches that wait', async () => {
  const pace = worker();
  await pace.take(provider, 'marketing');
  await pace.heed(provider, accepted({ perSecond: 10 }));
  clock.advance(1_000);
  await mayCall(pace, 20);
  expect((await pace.take(provider, 'marketing')).may).toBe('come-back');
  expect((await pace.take(provider, 'transactional')).may).toBe('call');
});

test('a turn that was given back costs nothing', async () => {
  const pace = worker();
  const turn = await pace.take(provider, 'marketing');
  for (let one = 0; one < 10; one++) {
    if (turn.may !== 'call') throw new Error('no turn');
    turn.giveBack();
    expect(await pace.take(provider, 'marketing')).toMatchObject({ may: 'call' });
  }
  const [row] = await database.connection.db.select().from(providerRates);
  expect(row!.nextAt.getTime() - noon).toBe(500);
});

test('a provider whose answers tell no limit after all is not slowed down', async () => {
  const pace = worker();
  await pace.take(provider, 'marketing');
  await pace.heed(provider, accepted());
  clock.advance(1_000);
  expect(await mayCall(pace, 500)).toBe(500);
});

test('until the first answer, others come back within a second', async () => {
  const pace = worker();
  await mayCall(pace, 2);
  for (let one = 0; one < 20; one++) {
    const turn = await pace.take(provider, 'marketing');
    if (turn.may === 'come-back') expect(turn.at - clock.now()).toBe(1_000);
  }
});

test('an answer that is heeded while PostgreSQL is away fails its own attempt, not the process', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on('unhandledRejection', note);
  const away = connectDatabase(`postgres://relance@127.0.0.1:${await freePort()}/relance`);
  const pace = createPace({ db: away.db, clock });
  await expect(pace.heed(provider, accepted({ perSecond: 10 }))).rejects.toThrow(/Failed query/);
  await expect(pace.take(provider, 'marketing')).rejects.toThrow(/Failed query/);
  // Node tells of a rejection that nobody caught before it turns to timers and sockets again.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  await away.close();
  expect(uncaught).toEqual([]);
});

import { beforeAll, expect, test } from 'vitest';
import { auditLog, brakeReleases, brakes, volumeApprovals } from '../../db/schema/index.ts';
import { noon, openShop, store } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { runCli } from './run-cli.ts';

const database = useDatabase();
beforeAll(async () => openShop(database.connection.db));

const run = async (command: string, ...args: string[]) =>
  runCli('sending/deliverability.ts', [command, ...args, '--store', 'demo'], { DATABASE_URL: database.url });
const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString();
const why = ['--why', 'one bad list, removed'];
const until = ['--until', inTwoDays, ...why];

test('what is too high is shown; a release and an approval stand in the audit log', async () => {
  const { db } = database.connection;
  await db.insert(brakes).values({
    id: '0198f9c4-7d3e-7000-8000-000000000001',
    storeId: store,
    channel: 'email',
    journey: '*',
    metric: 'bounces',
    level: 'stop',
    events: 40,
    accepted: 1_000,
    since: new Date(noon),
  });
  expect((await run('show')).stdout).toContain('stop  the whole store  email  40 bounces of 1000 messages');
  expect(await run('release', ...until, '--journey', 'cartAbandonment')).toMatchObject({ code: 0 });
  expect(await run('approve', ...until, '--daily', '20000')).toMatchObject({ code: 0 });
  expect(await db.select().from(brakeReleases)).toMatchObject([
    { journey: 'cartAbandonment', channel: 'email', until: new Date(inTwoDays), why: 'one bad list, removed' },
  ]);
  expect(await db.select().from(volumeApprovals)).toMatchObject([{ daily: 20_000, channel: 'email' }]);
  const shown = (await run('show')).stdout;
  expect(shown).toContain(`released  cartAbandonment  email  until ${inTwoDays} by command:deliverability`);
  expect(shown).toContain('volume  email  0 messages today, 0 on a usual day, 20000 at most, 0 wait');
  expect((await run('withdraw', ...why)).stdout).toContain('No more than usual goes out by email.');
  expect((await run('show')).stdout).toContain('1000 at most');
  const acts = await db.select({ act: auditLog.act }).from(auditLog).orderBy(auditLog.id);
  expect(acts.map(({ act }) => act)).toEqual(['brake.released', 'volume.approved', 'volume.withdrawn']);
}, 60_000);

test('what cannot be read changes nothing and says how to write it', async () => {
  const { db } = database.connection;
  const before = await db.select().from(auditLog);
  const wrong = await run('approve', '--until', '2020-01-01T12:00:00Z', ...why, '--daily', 'many', '--channel', 'fax');
  expect(wrong.code).toBe(1);
  for (const option of ['--daily', '--until must be later than now', '--channel']) {
    expect(wrong.stderr).toContain(option);
  }
  expect(await db.select().from(auditLog)).toEqual(before);
}, 60_000);

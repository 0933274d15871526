import { beforeAll, expect, test } from 'vitest';
import { auditLog, brakeReleases, brakes, volumeApprovals } from '../../db/schema/index.ts';
import { noon, openShop, store } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { runCli } from './run-cli.ts';

const database = useDatabase();
beforeAll(async () => openShop(database.connection.db));

const run = async (command: string, ...args: string[]) =>
  runCli('sending/deliverability.ts', [command, ...args, '--store', 'demo'], { DATABASE_URL: database.url });
const until = ['--until', '2030-01-01T12:00:00Z', '--why', 'one bad list, removed'];

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
  expect(await run('release', ...until, '--journey', 'news')).toMatchObject({ code: 0 });
  expect(await run('approve', ...until, '--daily', '20000')).toMatchObject({ code: 0 });
  expect(await db.select().from(brakeReleases)).toMatchObject([
    { journey: 'news', channel: 'email', until: new Date('2030-01-01T12:00:00Z'), why: 'one bad list, removed' },
  ]);
  expect(await db.select().from(volumeApprovals)).toMatchObject([{ daily: 20_000, channel: 'email' }]);
  const acts = await db.select({ act: auditLog.act }).from(auditLog).orderBy(auditLog.id);
  expect(acts.map(({ act }) => act)).toEqual(['brake.released', 'volume.approved']);
}, 60_000);

test('what cannot be read changes nothing and says how to write it', async () => {
  const wrong = await run('approve', ...until, '--daily', 'many');
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('write one such as 20000') });
}, 60_000);

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerCodes, policyVersions } from '../../db/schema/index.ts';
import { defaultOffers } from '../../domain/policy/offers.ts';
import { noon, store, useIntake } from '../api/intake-server.ts';
import { poolTen } from '../gate/offers/pool.ts';
import { runCli } from './run-cli.ts';

const intake = useIntake();
const folder = mkdtempSync(join(tmpdir(), 'relance-codes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = async (...args: readonly string[]) =>
  runCli('offers/offers.ts', args, { DATABASE_URL: intake.databaseUrl() });
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

beforeAll(async () => {
  await intake.db.insert(policyVersions).values({
    id: randomUUID(),
    storeId: store,
    section: 'offers',
    version: 1,
    body: { ...defaultOffers, byId: { cartTen: { ...poolTen, alarmBelow: 3 } } },
    effectiveAt: new Date(noon),
    savedBy: 'command:test',
    savedAt: new Date(noon),
  });
});

test('a file fills a pool once, however often it is imported; what runs out is said', async () => {
  const path = file('codes.csv', '\uFEFFcode,note\r\nA-1,first\r\n"A-2",\r\n\r\nA-2,again\r\n');
  const fill = async () => run('import', path, '--store', store, '--offer', 'cartTen');
  expect(await fill()).toMatchObject({ code: 0, stdout: expect.stringContaining('2 codes were added to cartTen') });
  expect(await fill()).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('0 codes were added to cartTen; 2 were there'),
  });
  expect(await run('status', '--store', store)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^cartTen {2}free 2 {2}held 0 .* all 2 {2}from pool, RUNNING OUT$/m),
  });
});

test('a file with something else than codes is refused as a whole, and an offer without a pool too', async () => {
  const before = (await intake.db.select().from(offerCodes)).length;
  const wrong = await run('import', file('wrong.txt', 'B-1\nnot a code\n'), '--store', store, '--offer', 'cartTen');
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('line 2: "not a code"') });
  const other = await run('import', file('right.txt', 'B-1\n'), '--store', store, '--offer', 'none');
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('These do: cartTen') });
  expect((await intake.db.select().from(offerCodes)).length).toBe(before);
});

import { expect, test } from 'vitest';
import type { Queries } from '../../db/client.ts';
import { asSole, keepOut, readSetting } from '../../db/sole-session.ts';

const among = {} as Queries;
const sole = asSole({} as Queries);
/** As a transaction of it is. */
const within = Object.create(sole) as Queries;

/** How often each of two names was read, one after the other and side by side. */
const reads = async (queries: Queries) => {
  const read: string[] = [];
  const ask = async (name: string) => readSetting(queries, name, async () => read.push(name));
  await Promise.all([ask('policy'), ask('policy'), ask('modes')]);
  await ask('policy');
  return read;
};

test('what people have set is read each time; where nobody else can set it, once', async () => {
  expect(await reads(among)).toEqual(['policy', 'policy', 'modes', 'policy']);
  expect(await reads(within)).toEqual(['policy', 'modes']);
  expect(await reads(sole)).toEqual([]);
});

test('a lock is asked for where it keeps somebody out', async () => {
  const locked: Queries[] = [];
  for (const queries of [among, sole, within]) await keepOut(queries, async (session) => locked.push(session));
  expect(locked).toEqual([among]);
});

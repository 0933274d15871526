import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../db/client.ts';
import { rules } from '../../../domain/rules/index.ts';
import { useDatabase } from '../../stack/database.ts';
import { seed } from '../../stack/seed.ts';
import { noteCommits } from './play/commit-order.ts';
import { story } from './story/draw.ts';
import { judge } from './judge/judge.ts';
import { mistakes, untold } from './story/mistakes.ts';
import { play } from './play/play.ts';
import type { Played } from './play/played.ts';
import { tally } from './tally.ts';
import { goodStory, tampering } from './tampering.ts';

const database = useDatabase();
let db: Database;
beforeAll(async () => {
  ({ db } = database.connection);
  await noteCommits(db);
});

/** `npm run proof` plays more. */
const stories = Number(process.env['RELANCE_PROOF_RUNS'] ?? 4);

test('Q4 Q5 whatever happens at the same time, no rule is broken in the provider’s record, each step has one outcome and the reasons add up', async () => {
  const counts = tally();
  await fc.assert(
    fc.asyncProperty(story, async (drawn) => {
      const played = await play(db, drawn);
      counts.add(played);
      expect(judge(played)).toEqual([]);
    }),
    { numRuns: stories, seed, endOnFailure: true },
  );
  console.log(`proof: seed ${seed}, ${counts.words()}`);
  expect(counts.sent()).toBeGreaterThan(0);
  expect(counts.kinds()).toBeGreaterThan(3);
}, 900_000);

test('every rule of the gate has a story that needs it, or is named with the test that shows it', () => {
  expect([...Object.keys(mistakes), ...Object.keys(untold)].toSorted()).toEqual(
    rules.map(({ name }) => name).toSorted(),
  );
  for (const [name, file] of Object.entries(untold)) {
    expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).toContain(
      name.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase()),
    );
  }
});

test.for(Object.entries(mistakes))(
  'known bad: without %s the judge sees what went wrong',
  { timeout: 120_000 },
  async ([left, one]) => {
    expect(judge(await play(db, one.story)), 'with all rules').toEqual([]);
    const list = rules.filter(({ name }) => name !== left);
    const played = await play(db, one.story, list);
    const wrong = judge(played).map(({ check }) => check);
    if (one.seen !== undefined) expect(wrong).toContain(one.seen);
    else expect(played.sent, one.elsewhere).toEqual([]);
  },
);

let good: Promise<Played> | undefined;

test.for(tampering)('the judge notices in the evidence: %s', async ([, seen, tamper]) => {
  const played = tamper(await (good ??= play(db, goodStory)));
  const wrong = judge(played).map(({ check }) => check);
  if (seen === undefined) expect(wrong).toEqual([]);
  else expect(wrong).toContain(seen);
});

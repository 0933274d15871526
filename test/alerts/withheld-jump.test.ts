import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { readWithheldJumps } from '../../db/pages/withheld-share.ts';
import { messages } from '../../db/schema/index.ts';
import { withheldJumps } from '../../domain/alerts/withheld-jump.ts';
import type { WithheldReason } from '../../domain/reasons.ts';
import { watchWithheld } from '../../worker/sweeper/withheld.ts';
import { addPeople, hour, noon, openShop, store } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
const day = 24 * hour;

const counts = (decided: number, withheld: Readonly<Partial<Record<WithheldReason, number>>>) => ({
  decided,
  withheld,
});

test.each([
  ['nothing changed', counts(1_000, { no_consent: 100 }), counts(7_000, { no_consent: 700 }), []],
  [
    'a fifth instead of a tenth',
    counts(1_000, { no_consent: 200 }),
    counts(7_000, { no_consent: 700 }),
    ['no_consent'],
  ],
  ['a reason that never was', counts(1_000, { suppressed: 60 }), counts(7_000, {}), ['suppressed']],
  ['less than before', counts(1_000, { no_consent: 10 }), counts(7_000, { no_consent: 700 }), []],
  ['a point of very many', counts(100_000, { no_consent: 11_000 }), counts(700_000, { no_consent: 70_000 }), []],
  // 3 of 60 more than 30 %: within three standard deviations, 18 points.
  ['chance among few', counts(60, { no_consent: 26 }), counts(420, { no_consent: 126 }), []],
  ['too few to tell', counts(49, { no_consent: 49 }), counts(7_000, {}), []],
  ['no week before', counts(1_000, { no_consent: 500 }), counts(10, {}), []],
  [
    'the largest jump first',
    counts(1_000, { no_consent: 300, suppressed: 500 }),
    counts(7_000, { no_consent: 700 }),
    ['suppressed', 'no_consent'],
  ],
] as const)('%s', (_what, recent, before, reasons) => {
  expect(withheldJumps(recent, before).map(({ reason }) => reason)).toEqual(reasons);
});

beforeEach(async () => {
  await database.connection.db.delete(messages);
});

/** Decisions of one instant: `withheld` of them without consent. */
const decide = async (at: number, count: number, withheld: number): Promise<void> => {
  const { db } = database.connection;
  const people = await addPeople(db, count);
  const when = new Date(at);
  await db.insert(messages).values(
    people.map(({ customer, run, key }, index) => ({
      id: crypto.randomUUID(),
      storeId: store,
      runId: run,
      journey: 'cartAbandonment',
      customerId: customer,
      step: 'cart/reminder#1',
      channel: 'email' as const,
      template: 'cart/reminder' as const,
      purpose: 'marketing' as const,
      ...(index < withheld
        ? { state: 'withheld' as const, reason: 'no_consent' as const }
        : { state: 'failed' as const, reason: 'refused' as const }),
      dueAt: when,
      expiresAt: when,
      decidedAt: when,
      verdicts: [],
      key,
    })),
  );
};

test('the last day is compared with the seven before it, and the log says so once an hour while it lasts (Q4)', async () => {
  const { db } = database.connection;
  await openShop(db);
  await decide(noon - 9 * day, 60, 60);
  await decide(noon - 3 * day, 100, 10);
  await decide(noon - 2 * hour, 80, 40);
  expect(await readWithheldJumps(db, store, noon)).toEqual([
    { reason: 'no_consent', count: 40, share: 0.5, usual: 0.1 },
  ]);
  // A day later it is what is usual.
  expect(await readWithheldJumps(db, store, noon + 2 * day)).toEqual([]);

  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  let elapsed = 0;
  const watch = watchWithheld({ db, clock: { now: () => noon }, logger } as never, () => elapsed);
  await watch();
  await watch();
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { store, reason: 'no_consent', count: 40, percent: 50, usualPercent: 10, msg: 'much more is withheld than usual' },
  ]);
  elapsed = hour;
  await watch();
  expect(lines).toHaveLength(2);
});

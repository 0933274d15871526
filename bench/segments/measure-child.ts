/**
 * What a process that does nothing else needs for one part of the work on a whole store: `measure-child.ts URL STORE PART`.
 * Prints how long it took and what it held in memory on the way; ends with code 1 when that grew with the store.
 */
import { sql } from 'drizzle-orm';
import { judgeStore } from '../../activities/segment-base/judge-store.ts';
import { scoreStore } from '../../activities/score-base/score-store.ts';
import { connectDatabase } from '../../db/client.ts';
import { readStore } from '../../db/shop/stores.ts';
import { countCustomers } from '../../db/signals/customer-pages.ts';
import type { StoreId } from '../../domain/ids.ts';
import { systemClock } from '../../domain/time/clock.ts';

const parts = {
  scores: 'scored',
  signals: 'given their signals',
  first: 'judged for the first time',
  again: 'judged again, a moment later',
  later: 'judged again, 30 days later',
} as const;
type Part = keyof typeof parts;

const [url, id, part] = process.argv.slice(2) as [string, StoreId, Part];
const most = 1.2;
const system = systemClock();
const clock = part === 'later' ? { now: () => system.now() + 30 * 86_400_000 } : system;
const database = connectDatabase(url, 4);
const { db } = database;
const store = (await readStore(db, id))!;
const customers = await countCustomers(db, id);

let tenth = 0;
const passed = (done: number): void => {
  if (tenth === 0 && done >= customers / 10) tenth = process.memoryUsage.rss();
};

const work: Readonly<Record<Part, () => Promise<string>>> = {
  scores: async () => {
    const stop = new AbortController();
    const progress = ({ step, scored }: { step: string; scored: number }): void =>
      step === 'signals' ? stop.abort() : passed(scored);
    await scoreStore({ db, clock, progress, signal: stop.signal }, store);
    return '';
  },
  signals: async () => {
    await scoreStore({ db, clock, progress: ({ step, scored }) => step === 'signals' && passed(scored) }, store);
    return '';
  },
  first: async () => judge(),
  again: async () => judge(),
  later: async () => judge(),
};

const judge = async (): Promise<string> => {
  const { changed } = await judgeStore({ db, clock, progress: passed }, store);
  const now = new Date(clock.now() - 3_600_000).toISOString();
  const [events] = await db.execute<{ entered: number; found: number; left: number }>(sql`
    select count(*) filter (where entered_at > ${now}::timestamptz and entered_told_at is null)::int as entered,
      count(*) filter (where entered_at > ${now}::timestamptz and entered_told_at is not null)::int as found,
      count(*) filter (where left_at > ${now}::timestamptz)::int as left
    from segment_stays where store_id = ${id}`);
  const { entered, found, left } = events!;
  return `; ${changed} changed: ${entered} entries, ${left} exits, ${found} found in place`;
};

const begun = performance.now();
const cpu = process.cpuUsage();
const what = await work[part]();
const seconds = (performance.now() - begun) / 1000;
const { user, system: kernel } = process.cpuUsage(cpu);
const end = process.memoryUsage.rss();
const ratio = end / tenth;
console.log(
  `${customers} customers ${parts[part]} in ${seconds.toFixed(1)} s, of this process ${((user + kernel) / 1e6).toFixed(1)} s${what}; ` +
    `resident ${Math.round(tenth / 2 ** 20)} MB at 10 %, ratio ${ratio.toFixed(2)} at 100 %`,
);
await database.close();
if (!(ratio <= most)) process.exitCode = 1;

/**
 * What a process that does nothing else needs to score a store: `score-child.ts URL STORE`, of which the models are fitted.
 * Prints a line for reading and scoring alone, and one for the pages of the nightly run, which also keeps them.
 */
import { scoreStore } from '../../activities/score-base/score-store.ts';
import { readStoreScorer } from '../../activities/score-base/store-scorer.ts';
import { connectDatabase } from '../../db/client.ts';
import { countStatistics, readStatisticsPage } from '../../db/scoring/statistics.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { systemClock } from '../../domain/time/clock.ts';

const [url, id] = process.argv.slice(2) as [string, StoreId];
const clock = systemClock();
const database = connectDatabase(url, 4);
const { db } = database;
const store = (await readStore(db, id))!;
const customers = await countStatistics(db, id);

/** Resident memory, in bytes, once what nobody holds is collected: between two collections it swings by a quarter. */
const residentNow = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss();
};

/** Seconds, seconds of this process's own core, and resident memory on the way; told of as many customers as are done. */
const measure = () => {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const resident: number[] = [];
  return {
    passed: (done: number): void => {
      if (done >= customers / 10 && resident.length === 0) resident.push(residentNow());
    },
    tell: (what: string): void => {
      resident.push(residentNow());
      const { user, system } = process.cpuUsage(cpu);
      const [tenth, end] = resident as [number, number];
      console.log(
        `${customers} customers ${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s, of this core ` +
          `${((user + system) / 1e6).toFixed(1)} s; resident ${Math.round(tenth / 2 ** 20)} MB at 10 %, × ${(end / tenth).toFixed(2)} at 100 %`,
      );
    },
  };
};

const alone = measure();
const scorer = (await readStoreScorer(db, store, clock.now()))!;
let after: CustomerId | null = null;
for (let done = 0; ;) {
  const rows = await readStatisticsPage(db, id, after, 5_000);
  if (rows.length === 0) break;
  scorer.page(rows, clock.now());
  after = rows.at(-1)!.customerId;
  done += rows.length;
  alone.passed(done);
}
alone.tell('read from what is stored and scored');

const kept = measure();
const stop = new AbortController();
await scoreStore(
  {
    db,
    clock,
    signal: stop.signal,
    progress: ({ step, scored }) => {
      if (step === 'signals') stop.abort();
      else kept.passed(scored);
    },
  },
  store,
);
kept.tell('scored and kept');
await database.close();

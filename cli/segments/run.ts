import { judgeStore } from '../../activities/segment-base/judge-store.ts';
import { listStores } from '../../db/pages/stores.ts';
import { readStore } from '../../db/shop/stores.ts';
import { findStore } from '../command/find-store.ts';
import { untilStopped } from '../command/until-stopped.ts';
import { withDatabase } from '../command/with-database.ts';

interface RunOptions {
  readonly store?: string;
  readonly json?: true;
}

/** `npm run segments`: judges the customers of one store or of all, as the worker does by itself. */
export const run = async ({ store: asked, json }: RunOptions): Promise<void> =>
  untilStopped((stopping) =>
    withDatabase(async ({ db, clock }) => {
      const stores = asked === undefined ? await listStores(db) : [await findStore(db, asked)];
      for (const { id } of stores) {
        if (stopping.aborted) break;
        const store = (await readStore(db, id))!;
        const began = performance.now();
        const judged = await judgeStore({ db, clock, stopping: () => stopping.aborted }, store);
        const seconds = (performance.now() - began) / 1000;
        const { resumed, done, evaluated, changed } = judged;
        console.log(
          json
            ? JSON.stringify({ store: id, ...judged, seconds })
            : `${id}:${resumed ? ' goes on where it was stopped;' : ''} ${evaluated} customers in ${seconds.toFixed(1)} s, ${changed} are something else than before`,
        );
        if (done) continue;
        if (!json) console.log('  Stopped. The same command goes on from here, today.');
        process.exitCode = 1;
      }
    }),
  );

import { type ScoredStore, scoreStore, type ScoringProgress } from '../../../activities/score-base/score-store.ts';
import { listStores } from '../../../db/pages/stores.ts';
import { fitSentence } from '../../../domain/scores/fit-sentence.ts';
import { findStore } from '../../command/find-store.ts';
import { untilStopped } from '../../command/until-stopped.ts';
import { withDatabase } from '../../command/with-database.ts';
import { showScoring } from './show-scoring.ts';

export interface RunOptions {
  readonly store?: string;
  readonly json?: true;
}

/** `npm run score`: fits the models of one store or of all, and scores their customers; goes on where it was stopped. */
export const run = async ({ store: asked, json }: RunOptions): Promise<void> =>
  untilStopped((stopping) =>
    withDatabase(async ({ db, clock }) => {
      const stores = asked === undefined ? await listStores(db) : [await findStore(db, asked)];
      for (const store of stores) {
        if (stopping.aborted) break;
        const shown = showScoring(store.id);
        const began = performance.now();
        const progress = (done: ScoringProgress): void => shown.progress(done);
        const scored = await scoreStore({ db, clock, progress, signal: stopping }, store).finally(() => shown.stop());
        const seconds = (performance.now() - began) / 1000;
        if (json) console.log(JSON.stringify({ store: store.id, ...scored, seconds }));
        else tell(store.id, scored, seconds);
        if (!scored.done) process.exitCode = 1;
      }
    }),
  );

const tell = (store: string, { resumed, done, fits, scored }: ScoredStore, seconds: number): void => {
  console.log(
    `${store}:${resumed ? ' goes on where it was stopped;' : ''} ${scored} customers in ${seconds.toFixed(1)} s`,
  );
  for (const fit of fits) console.log(`  ${fitSentence(fit)}`);
  if (!done) console.log('  Stopped. The same command goes on from here, today.');
};

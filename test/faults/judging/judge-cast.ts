import { storeTime } from '../../../domain/time/clock.ts';
import type { Cast } from '../cast/cast.ts';
import type { Shop } from '../shop/shop.ts';
import { until } from '../until.ts';
import { isQuiet, untilQuiet } from './quiet.ts';
import { liveWorkflows, readEvidence, readRuns, readSteps, workflowIdSql } from './read-evidence.ts';
import { lostTimers } from './run-rules.ts';
import { judge, type Verdict } from './verdict.ts';

/** How long the sweeper may take to close what a killed worker could not, in milliseconds. */
const sweepMillis = 150_000;

/** How often the workers may be let up again because a step became due while they were stopped. */
const tries = 4;

/**
 * Waits for quiet, stops the workers in order so that nothing moves while it is read, and judges. What is not
 * quiet after `quietMillis` is a broken promise.
 */
export const judgeCast = async (
  cast: Cast,
  shop: Pick<Shop, 'acknowledged' | 'told'>,
  progress: (line: string) => void,
  quietMillis = 120_000,
): Promise<Verdict> => {
  await untilQuiet(cast, quietMillis);
  await until('no open run without its workflow', async () => !(await hasDeadRuns(cast)), {
    timeoutMillis: sweepMillis,
    everyMillis: 2_000,
  }).catch(() => progress('some open runs have no workflow'));
  // A busy machine is late; a timer that is gone never comes.
  await until('no run is late', async () => (await lateRuns(cast)) === 0, {
    timeoutMillis: sweepMillis,
    everyMillis: 2_000,
  }).catch(() => progress('some runs did not write what was due long ago'));
  for (let left = tries; left > 0; left--) {
    await untilQuiet(cast, quietMillis);
    await Promise.all(cast.workers.map(async (one) => one.rest()));
    if (left === 1 || (await isQuiet(cast))) break;
    for (const one of cast.workers) one.letUp();
    await Promise.all(cast.workers.map(async (one) => one.untilReady()));
  }
  const evidence = await readEvidence(cast, shop);
  progress(
    `judged ${evidence.acknowledged.length} acknowledged events, ${evidence.steps.length} steps, ` +
      `${evidence.acceptances.length} acceptances, ${evidence.live.size} runs that wait`,
  );
  return judge(evidence, cast.clock);
};

const hasDeadRuns = async (cast: Cast): Promise<boolean> => {
  const { sql } = cast.postgres;
  const open = await sql<{ state: string; workflowId: string }[]>`
    select r.state, ${sql.unsafe(workflowIdSql)} as "workflowId" from runs r where r.state = 'open'`;
  const live = await liveWorkflows(cast, open);
  return open.some(({ workflowId }) => !live.has(workflowId));
};

const lateRuns = async (cast: Cast): Promise<number> => {
  const [steps, runs] = await Promise.all([readSteps(cast), readRuns(cast)]);
  const toStore = (real: number): number => storeTime(real, cast.clock);
  return lostTimers({ steps, runs, readAt: Date.now() }, toStore).length;
};

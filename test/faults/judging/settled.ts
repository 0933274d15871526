import { setTimeout as wait } from 'node:timers/promises';
import { storeTime } from '../../../domain/time/clock.ts';
import type { Cast } from '../cast/cast.ts';
import { liveWorkflows, readRuns, readSteps } from './read-evidence.ts';
import { lostTimers } from './run-rules.ts';

/** Without a step decided or a run closed in this time, whatever is late will not come, in milliseconds. */
const patienceMillis = 90_000;

/** Between two looks: the sweeper goes round about as often. */
const everyMillis = 5_000;

/**
 * Waits until no run is late and none is open without a workflow, as long as work goes on: a busy machine is late, a
 * timer that is gone never comes. Gives the instant of the last look.
 */
export const untilSettled = async (cast: Cast, progress: (line: string) => void): Promise<number> => {
  let before = '';
  let movedAt = Date.now();
  let dead: ReadonlySet<string> | undefined;
  for (;;) {
    const lookedAt = Date.now();
    const [steps, runs] = await Promise.all([readSteps(cast), readRuns(cast)]);
    const live = await liveWorkflows(cast, runs);
    const open = runs.filter(({ state }) => state === 'open');
    const gone = open.filter(({ workflowId }) => !live.has(workflowId));
    // A run that ended this very moment is closed by the next look.
    const stillGone = gone.filter(({ id }) => dead === undefined || dead.has(id));
    dead = new Set(gone.map(({ id }) => id));
    const late = lostTimers({ steps, runs, readAt: lookedAt }, (real) => storeTime(real, cast.clock));
    if (late.length === 0 && stillGone.length === 0) return lookedAt;
    const now = `${steps.length} ${steps.filter(({ state }) => state === 'accepted').length} ${open.length}`;
    if (now !== before) movedAt = Date.now();
    before = now;
    if (Date.now() - movedAt > patienceMillis) {
      progress(`${late.length} runs are late, ${stillGone.length} open without a workflow, and nothing moves`);
      return lookedAt;
    }
    await wait(everyMillis);
  }
};

import { until } from '../../until.ts';
import type { Injected, Injection, World } from '../injection.ts';
import { type Planted, plantCarts, untilSettled } from '../planting.ts';
import { killAll, workflowOf } from './killing.ts';

/** Runs that are replayed at a time: one of them is caught in it. */
const runs = 8;
const tries = 3;

/**
 * The runs wait for their second message and are in nobody's memory: all workers were killed. The new ones are
 * killed as soon as Temporal has handed out a replay, with all that they say kept at the door.
 */
export const duringReplay: Injection = {
  fault: 'worker kill -9, during a replay',
  inject: async (world) => {
    const { workers } = world.cast;
    const planted = await plantCarts(world, runs);
    await Promise.all(planted.map(async (one) => untilSettled(world, one, Date.now())));
    for (let left = tries; left > 0; left--) {
      await killAll(workers);
      const since = Date.now();
      for (const one of planted) {
        const handle = await workflowOf(world, one);
        await handle.signal('relance.replan', { calendar: [], clock: world.cast.clock });
      }
      await until('a replay was handed out', async () => (await handedOut(world, planted, since)) > 0, {
        timeoutMillis: 120_000,
        everyMillis: 5,
      });
      for (const { doors } of workers) doors.temporal.hold();
      await killAll(workers);
      // A replay that was handed out and not answered was cut off.
      if ((await handedOut(world, planted, since)) > 0) return { later: replayed(world, planted, Date.now()) };
    }
    return { failures: [`not injected: each of ${tries} replays was faster than the kill`] };
  },
};

/** How many of the runs a worker was given after `since` and has not answered for, alive or dead. */
const handedOut = async (world: World, planted: readonly Planted[], since: number): Promise<number> => {
  const tasks = await Promise.all(planted.map(async (one) => taskOf(world, one)));
  return tasks.filter((task) => Number(task?.startedTime?.seconds ?? 0) * 1000 > since).length;
};

/** The workflow task that Temporal waits for. */
const taskOf = async (world: World, planted: Planted) =>
  (await (await workflowOf(world, planted)).describe()).raw.pendingWorkflowTask;

const replayed = async (world: World, planted: readonly Planted[], since: number): Promise<Injected> => {
  await until(
    'the runs were replayed',
    async () => (await Promise.all(planted.map(async (one) => taskOf(world, one)))).every((task) => !task),
    { timeoutMillis: 120_000, everyMillis: 200 },
  );
  return { recoverySeconds: [(Date.now() - since) / 1000] };
};

import { until } from '../../until.ts';
import type { Injected, Injection } from '../injection.ts';
import { killAll, plantOne, untilCalled, untilState, workflowOf } from './killing.ts';

/** The acceptance is recorded; what the workers say to Temporal is kept at the door, so that it never hears of it. */
export const afterRecord: Injection = {
  fault: 'worker kill -9, after the record, before the report',
  inject: async (world) => {
    const { workers, provider } = world.cast;
    const planted = await plantOne(world);
    await provider.fault({ kind: 'slow', millis: 150 }, { times: 1, key: planted.key });
    await untilCalled(world, planted);
    for (const { doors } of workers) doors.temporal.hold();
    try {
      await untilState(world, planted, 'accepted');
    } finally {
      await killAll(workers);
    }
    const since = Date.now();
    // The ledger tells no more: the run is back in work when it has left its first step.
    const back = async (): Promise<Injected> => {
      await until(
        `the run of ${planted.key} goes on`,
        async () => {
          const { raw } = await (await workflowOf(world, planted)).describe();
          return (raw.pendingActivities ?? []).length === 0;
        },
        { timeoutMillis: 90_000, everyMillis: 200 },
      );
      return { recoverySeconds: [(Date.now() - since) / 1000] };
    };
    return { later: back() };
  },
};

import { fileURLToPath } from 'node:url';
import type { NativeConnection, Worker } from '@temporalio/worker';
import type { JourneyActivities } from '../../domain/delivery.ts';
import { nothingKnown } from '../../domain/scores/traits.ts';
import type { Plan } from '../../domain/run.ts';
import { createWorkers, type WorkerVersion } from '../../worker/workers.ts';
import { dataConverter } from '../../temporal/data-converter.ts';
import { journeysPath, workflowBundle } from '../../cli/simulator/bundle.ts';

/** Releases of the journeys: the present one, a good next one, and one that must not go out. */
export const releases = {
  present: journeysPath,
  next: fileURLToPath(new URL('./versions/next.ts', import.meta.url)),
  wrong: fileURLToPath(new URL('./versions/wrong.ts', import.meta.url)),
};
export type Release = keyof typeof releases;

export interface DeployPlace {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** What the gate, which accepts everything, answers runs to plan with. */
  readonly plan: () => Plan;
}

export interface Deployed {
  /** Ends its workers as SIGTERM does. */
  stop(): Promise<void>;
}

/** Starts the product's own workers with a release's bundle. */
export const deploy = async (place: DeployPlace, release: Release, versioning?: WorkerVersion): Promise<Deployed> => {
  const deliver: JourneyActivities['deliver'] = async () => ({
    outcome: 'accepted',
    messageId: 'deployed',
    plan: place.plan(),
  });
  const workers: readonly Worker[] = await createWorkers({
    connection: place.connection,
    namespace: place.namespace,
    dataConverter: dataConverter({ writing: undefined, reading: [] }),
    identity: `${release}-${process.pid}`,
    activities: { deliver, traits: async () => nothingKnown },
    sinks: { relance: { closed: { fn: () => {} } } },
    workflows: { workflowBundle: await workflowBundle(releases[release]) },
    marketingPerSecond: 10_000,
    providerTimeoutMillis: 1_000,
    versioning,
  });
  const running = workers.map((worker) => worker.run());
  return {
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
    },
  };
};

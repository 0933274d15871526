import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { JourneyActivities } from '../domain/delivery.ts';
import { taskQueues } from '../domain/run.ts';
import { type ScoringActivities, scoringQueue } from '../domain/scores/nightly.ts';

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** How payloads are written and read. */
  readonly dataConverter: NonNullable<WorkerOptions['dataConverter']>;
  /** How this process is named in Temporal. */
  readonly identity: string;
  readonly activities: JourneyActivities;
  /** Of the nightly run over all stores; absent: this process takes no part in it. */
  readonly scoring?: ScoringActivities;
  readonly sinks: NonNullable<WorkerOptions['sinks']>;
  readonly workflows: Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>;
  /** Marketing messages a second over all worker processes together. */
  readonly marketingPerSecond: number;
  /** How long one call of the provider may take. */
  readonly providerTimeoutMillis: number;
  /** Without it journeys are not versioned: `patched()` and replay keep runs in flight safe. */
  readonly versioning?: WorkerVersion | undefined;
}

/** Which version of the journeys a worker runs (Temporal's Worker Versioning). */
export interface WorkerVersion {
  readonly deploymentName: string;
  readonly buildId: string;
  readonly behavior: 'pinned' | 'auto-upgrade';
}

/** A send in progress at shutdown ends by itself: the provider's time, and the record after it. */
export const recordMarginMillis = 3_000;

/**
 * The journeys' worker, one for each purpose of sending (a confirmation never waits behind relaunches), and one for the
 * nightly scores.
 */
export const createWorkers = async (options: WorkersOptions): Promise<readonly Worker[]> => {
  const { connection, namespace, dataConverter, identity, activities } = options;
  const graceMillis = options.providerTimeoutMillis + recordMarginMillis;
  const common = {
    connection,
    namespace,
    dataConverter,
    identity,
    shutdownGraceTime: graceMillis,
    shutdownForceTime: graceMillis + 5_000,
  };
  // One after the other: when one cannot be made, those before it are known.
  const journeys = await Worker.create({
    ...common,
    taskQueue: taskQueues.journeys,
    ...options.workflows,
    sinks: options.sinks,
    // Journeys alone: what a send is asked is the same in every version.
    ...(options.versioning && { workerDeploymentOptions: deploymentOptions(options.versioning) }),
  });
  const transactional = await Worker.create({ ...common, taskQueue: taskQueues.send.transactional, activities });
  const marketing = await Worker.create({
    ...common,
    taskQueue: taskQueues.send.marketing,
    activities,
    maxTaskQueueActivitiesPerSecond: options.marketingPerSecond,
  });
  if (!options.scoring) return [journeys, transactional, marketing];
  const scoring = await Worker.create({
    ...common,
    taskQueue: scoringQueue,
    activities: { ...options.scoring },
    maxConcurrentActivityTaskExecutions: 1,
  });
  return [journeys, transactional, marketing, scoring];
};

const deploymentOptions = ({ deploymentName, buildId, behavior }: WorkerVersion) => ({
  version: { deploymentName, buildId },
  useWorkerVersioning: true as const,
  defaultVersioningBehavior: behavior === 'pinned' ? ('PINNED' as const) : ('AUTO_UPGRADE' as const),
});

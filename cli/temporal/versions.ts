import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';

/** A deployment in Temporal: the workers of one `WORKER_DEPLOYMENT_NAME`. */
export interface Deployment {
  readonly namespace: string;
  readonly name: string;
}

const grpcNotFound = 5;
const grpcFailedPrecondition = 9;

/** Versions that Temporal knows of a deployment, and which of them new runs begin with. */
export const readDeployment = async (connection: Connection, { namespace, name }: Deployment) => {
  const { workerDeploymentInfo: info } = await connection.workflowService.describeWorkerDeployment({
    namespace,
    deploymentName: name,
  });
  return {
    current: info?.routingConfig?.currentDeploymentVersion?.buildId ?? undefined,
    versions: (info?.versionSummaries ?? []).map((one) => one.deploymentVersion?.buildId ?? ''),
  };
};

/**
 * Makes a version the one that new runs begin with, and that runs go on with which are not pinned. Its worker must
 * poll: a version that was started a moment ago is waited for.
 *
 * @throws VersionUnknownError when no worker of that version polls within `patienceMillis`.
 */
export const setCurrentVersion = async (
  connection: Connection,
  { namespace, name }: Deployment,
  buildId: string,
  patienceMillis = 30_000,
): Promise<void> => {
  const deadline = Date.now() + patienceMillis;
  for (;;) {
    try {
      await connection.workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName: name, buildId });
      return;
    } catch (error) {
      if (!isNotYetKnown(error)) throw error;
      if (Date.now() > deadline) throw new VersionUnknownError(name, buildId, error);
      await wait(500);
    }
  }
};

const isNotYetKnown = (error: unknown): boolean =>
  isGrpcServiceError(error) && [grpcNotFound, grpcFailedPrecondition].includes(error.code);

/** Thrown when Temporal has seen no worker of a version. */
export class VersionUnknownError extends Error {
  override readonly name = 'VersionUnknownError';
  readonly code = 'VERSION_UNKNOWN';
  constructor(deployment: string, buildId: string, cause: unknown) {
    super(
      `No worker of version ${buildId} polls for deployment ${deployment}: start one with ` +
        `WORKER_DEPLOYMENT_NAME=${deployment} WORKER_BUILD_ID=${buildId}, then try again.`,
      { cause },
    );
  }
}

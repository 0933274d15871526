import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { searchAttributes } from '../../domain/run.ts';
import type { CustomerId } from '../../domain/ids.ts';

interface Execution {
  readonly workflowId: string;
  readonly runId?: string;
}

/**
 * Asks Temporal to delete every history of these workflows, and of any other that carries one of the customers:
 * a running one is ended by that. Temporal deletes in the background.
 *
 * @returns how many were still there when asked.
 */
export const deleteHistories = async (
  client: Client,
  workflows: readonly string[],
  customers: readonly CustomerId[],
): Promise<number> => {
  const { namespace } = client.options;
  let there = 0;
  for (const execution of [...workflows.map((workflowId) => ({ workflowId })), ...(await listed(client, customers))]) {
    if (!(await exists(client, execution))) continue;
    there += 1;
    await client.workflowService
      .deleteWorkflowExecution({ namespace, workflowExecution: execution })
      .catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
  }
  return there;
};

/** Runs of a workflow that an operator reset keep their own ids: Temporal's index knows them. */
const listed = async (client: Client, customers: readonly CustomerId[]): Promise<readonly Execution[]> => {
  const found: Execution[] = [];
  for (const customer of customers) {
    const query = `${searchAttributes.customer} = '${customer}'`;
    for await (const { workflowId, runId } of client.workflow.list({ query })) found.push({ workflowId, runId });
  }
  return found;
};

const exists = async (client: Client, { workflowId, runId }: Execution): Promise<boolean> =>
  client.workflow
    .getHandle(workflowId, runId)
    .describe()
    .then(
      () => true,
      (error: unknown) => {
        if (isGone(error)) return false;
        throw error;
      },
    );

const grpcNotFound = 5;

const isGone = (error: unknown): boolean => {
  const code: number | undefined = isGrpcServiceError(error) ? error.code : undefined;
  return error instanceof WorkflowNotFoundError || code === grpcNotFound;
};

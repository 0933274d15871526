import {
  defaultFailureConverter,
  defaultPayloadConverter,
  type Payload,
  TypedSearchAttributes,
} from '@temporalio/common';
import { msNumberToTs } from '@temporalio/common/lib/time.js';
import proto, { type coresdk } from '@temporalio/proto';
import type { Workflow } from '@temporalio/worker/lib/workflow/interface.js';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared.js';
import { parseWorkflowCode } from '@temporalio/worker/lib/worker.js';
import type { SinkCall, WorkflowInfo } from '@temporalio/workflow';

// The only file that touches the SDK's inner workings: they may change with each exact version.

export type Job = coresdk.workflow_activation.IWorkflowActivationJob;
export type Command = coresdk.workflow_commands.IWorkflowCommand;

/** One workflow execution in the SDK's own sandbox, driven by hand-made activations. */
export interface SandboxedWorkflow {
  /** Tells the workflow what happened, and returns what it asks for. @throws when its task fails. */
  activate(jobs: readonly Job[], now: number): Promise<readonly Command[]>;
  /** Sink calls since the last time. */
  sinkCalls(): Promise<readonly SinkCall[]>;
  dispose(): Promise<void>;
}

export interface Sandbox {
  start(type: string, workflowId: string, now: number): Promise<SandboxedWorkflow>;
  close(): Promise<void>;
}

export interface SandboxOptions {
  readonly code: string;
  /** Keeps the guard against endless loops, in milliseconds per activation; ten times slower. */
  readonly guardMillis?: number;
}

/** Loads a workflow bundle into one reused V8 context, as a worker does. */
export const openSandbox = async ({ code, guardMillis }: SandboxOptions): Promise<Sandbox> => {
  const creator = await ReusableVMWorkflowCreator.create(
    parseWorkflowCode(code),
    // Node starts no watchdog thread when there is no time limit.
    guardMillis as number,
    new Set(['deliver', 'traits']),
  );
  // The hook serves stack-trace queries only, and costs two thirds of the speed.
  (globalHandlers as unknown as { stopPromiseHook(): void }).stopPromiseHook();
  globalHandlers.promiseHookInstalled = false;
  let runs = 0;
  const living = new Set<Workflow>();
  return {
    start: async (type, workflowId, now) => {
      const runId = `run-${(runs += 1)}`;
      const workflow = await creator.createWorkflow({
        info: workflowInfo(type, workflowId, runId, now),
        randomnessSeed: [1, 2, 3, 4, 5, 6, 7, 8],
        now,
        showStackTraceSources: false,
      });
      living.add(workflow);
      let historyLength = 3;
      return {
        activate: async (jobs, at) => {
          const completion = await workflow.activate(
            proto.coresdk.workflow_activation.WorkflowActivation.fromObject({
              runId,
              timestamp: msNumberToTs(at),
              historyLength: (historyLength += 3),
              jobs: [...jobs],
            }),
          );
          if (completion.failed) throw decodeFailure(completion.failed.failure!);
          return completion.successful?.commands ?? [];
        },
        sinkCalls: () => workflow.getAndResetSinkCalls(),
        dispose: () => {
          living.delete(workflow);
          return workflow.dispose();
        },
      };
    },
    close: async () => {
      for (const workflow of living) await workflow.dispose();
      await creator.destroy();
    },
  };
};

const workflowInfo = (workflowType: string, workflowId: string, runId: string, now: number): WorkflowInfo => ({
  workflowId,
  runId,
  workflowType,
  searchAttributes: {},
  typedSearchAttributes: new TypedSearchAttributes(),
  taskQueue: 'simulated',
  namespace: 'simulated',
  firstExecutionRunId: runId,
  originalExecutionRunId: runId,
  startTime: new Date(now),
  runStartTime: new Date(now),
  taskTimeoutMs: 10_000,
  attempt: 1,
  historyLength: 3,
  historySize: 0,
  continueAsNewSuggested: false,
  targetWorkerDeploymentVersionChanged: false,
  currentBuildId: '',
  unsafe: { now: () => now, isReplaying: false, isReplayingHistoryEvents: false, random: undefined as never },
});

export const encode = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);

export const decode = (payload: Payload | null | undefined): unknown =>
  payload ? defaultPayloadConverter.fromPayload(payload) : undefined;

export const decodeFailure = (failure: Parameters<typeof defaultFailureConverter.failureToError>[0]): Error =>
  defaultFailureConverter.failureToError(failure, defaultPayloadConverter);

export const encodeFailure = (error: unknown) => defaultFailureConverter.errorToFailure(error, defaultPayloadConverter);

import type { SinkCall } from '@temporalio/workflow';
import type { Millis } from '../../../domain/time/instant.ts';
import type { Command, Job, Sandbox, SandboxedWorkflow } from '../../simulator/sandbox.ts';

/** Which execution of which run. */
export interface Execution {
  readonly type: string;
  readonly id: string;
}

/** Workflows of the sandbox, of which only so many are kept in memory at a time. */
export interface Residents {
  activate(
    execution: Execution,
    jobs: readonly Job[],
    now: Millis,
  ): Promise<{ readonly commands: readonly Command[]; readonly sinkCalls: readonly SinkCall[] }>;
  /** The execution is over: another one of the same id begins anew. */
  forget(id: string): Promise<void>;
}

interface Past {
  readonly startedAt: Millis;
  readonly activations: { readonly jobs: readonly Job[]; readonly at: Millis }[];
}

/**
 * As a worker's cache does, it puts out who was idle longest, and plays what happened to them again when they are
 * needed: what a run that waits for months holds is its short history.
 */
export const keepResidents = (sandbox: Sandbox, most: number): Residents => {
  const pasts = new Map<string, Past>();
  const living = new Map<string, SandboxedWorkflow>();

  /** At work at the moment: side by side with others, and never put out. */
  const busy = new Set<string>();

  const makeRoom = async (): Promise<void> => {
    for (const [id, workflow] of living) {
      if (living.size < most) return;
      if (busy.has(id)) continue;
      living.delete(id);
      await workflow.dispose();
    }
  };
  const enter = async ({ type, id }: Execution, past: Past): Promise<SandboxedWorkflow> => {
    const there = living.get(id);
    if (there) {
      living.delete(id);
      living.set(id, there);
      return there;
    }
    await makeRoom();
    const workflow = await sandbox.start(type, id, past.startedAt);
    for (const { jobs, at } of past.activations) await workflow.activate(jobs, at);
    if (past.activations.length > 0) await workflow.sinkCalls();
    living.set(id, workflow);
    return workflow;
  };

  return {
    activate: async (execution, jobs, now) => {
      const { id } = execution;
      const past = pasts.get(id) ?? { startedAt: now, activations: [] };
      pasts.set(id, past);
      busy.add(id);
      try {
        const workflow = await enter(execution, past);
        past.activations.push({ jobs, at: now });
        return { commands: await workflow.activate(jobs, now), sinkCalls: await workflow.sinkCalls() };
      } finally {
        busy.delete(id);
      }
    },
    forget: async (id) => {
      pasts.delete(id);
      await living.get(id)?.dispose();
      living.delete(id);
    },
  };
};

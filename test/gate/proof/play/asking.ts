import { ApplicationFailure } from '@temporalio/common';
import type { DeliverInput, DeliverResult } from '../../../../domain/delivery.ts';
import type { Clock } from '../../../../domain/time/clock.ts';
import { toInstant } from '../../../../domain/time/instant.ts';
import { hour } from '../../world.ts';
import type { When } from '../history/timeline.ts';
import type { Step } from './plant.ts';
import type { End } from './played.ts';

/** What a step was asked with. */
interface Attempted {
  readonly from: number;
  readonly at: number;
  readonly dueAt: number;
  readonly expiresAt: number;
}

/** The shortest time until a step is asked about again, in milliseconds. */
const shortest = 1_000;

/** Asks the gate about steps as Temporal does: when they are due, and again when the gate says, until each has its outcome. */
export const startAsking = (
  steps: readonly Step[],
  deliver: (input: DeliverInput) => Promise<DeliverResult>,
  { clock, tick }: { readonly clock: Clock; readonly tick: () => number },
) => {
  const askAt = new Map(steps.map((step) => [step, Date.parse(step.input.dueAt)]));
  const ends = new Map<Step, End>();
  const attempted = new Map<Step, Attempted[]>(steps.map((step) => [step, []]));
  const isOpen = (step: Step): boolean => !ends.has(step) && (step.before === undefined || ends.has(step.before));
  return {
    ends,
    attempts: (): number => [...attempted.values()].flat().length,
    /** Those that are asked about by `until`. */
    due: (until: number): readonly Step[] => steps.filter((step) => isOpen(step) && askAt.get(step)! <= until),
    /** When something is asked about next; infinite when all have their outcome. */
    nextAt: (): number =>
      Math.max(clock.now() + shortest, Math.min(...steps.filter(isOpen).map((step) => askAt.get(step)!))),
    /** What the attempts that may have made a claim at `at` were asked with, and since when the first of them ran. */
    claimedBy: (step: Step, at: number): Attempted => {
      const [first, ...others] = attempted.get(step)!.filter((one) => one.at === at);
      return { ...first!, from: Math.min(first!.from, ...others.map(({ from }) => from)) };
    },
    ask: async (step: Step): Promise<void> => {
      const at = clock.now();
      const from = tick();
      const { dueAt, expiresAt } = step.input;
      attempted.get(step)!.push({ from, at, dueAt: Date.parse(dueAt), expiresAt: Date.parse(expiresAt) });
      const said = await deliver(step.input).catch((error: unknown) => {
        if (error instanceof ApplicationFailure) return error;
        throw error;
      });
      if (said instanceof ApplicationFailure) {
        askAt.set(step, at + Math.max(Number(said.nextRetryDelay ?? 0), shortest));
      } else if (said.outcome === 'later') {
        askAt.set(step, Date.parse(said.at));
        const until = toInstant(Date.parse(said.at) + step.usefulFor * hour);
        step.input = { ...step.input, dueAt: said.at, expiresAt: until };
      } else if (!ends.has(step)) {
        const when: When = { from, to: tick() };
        const reason = 'reason' in said ? said.reason : undefined;
        ends.set(step, { step, outcome: said.outcome, reason, at, when });
      }
    },
  };
};

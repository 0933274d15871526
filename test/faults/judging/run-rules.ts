import type { Evidence, LedgerRun, LedgerStep } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** A run that is open in the database, and not in Temporal. */
export const deadRuns = ({ runs, live, readAt }: Evidence): readonly Finding[] =>
  runs
    .filter(({ state, workflowId }) => state === 'open' && !live.has(workflowId))
    .map(({ workflowId }) => ({ at: readAt, what: `run ${workflowId} is open, and no workflow runs it` }));

const hour = 3_600_000;

/** When the abandoned cart's follow-up writes next, as a marketer would draw it; known here apart from the product. */
const cadence: readonly { readonly step: string; readonly next: number }[] = [
  { step: 'cart/reminder#1', next: 24 * hour },
  { step: 'cart/reassurance#1', next: 48 * hour },
];

/** How late a timer may be noticed, in milliseconds of the store's time: not a measure of speed, a sign of life. */
const slack = 12 * hour;

/** A run whose next message was due long ago, and nothing was decided about it: its timer is gone. */
export const lostTimers = (
  { runs, steps, readAt }: Pick<Evidence, 'runs' | 'steps' | 'readAt'>,
  toStore: (real: number) => number,
): readonly Finding[] => {
  const now = toStore(readAt);
  const byRun = new Map<string, LedgerStep[]>();
  for (const step of steps) byRun.set(step.runId, [...(byRun.get(step.runId) ?? []), step]);
  return runs
    .filter(({ state, exitEvent }) => state === 'open' && exitEvent === null)
    .flatMap((run) => {
      const due = nextDue(run, byRun.get(run.id) ?? []);
      if (due === undefined || due + slack > now) return [];
      return [
        { at: readAt, what: `run ${run.workflowId} should have written ${Math.round((now - due) / hour)} h ago` },
      ];
    });
};

const nextDue = (run: LedgerRun, steps: readonly LedgerStep[]): number | undefined => {
  if (steps.length === 0) return Math.max(run.dueAt, run.touchedAt + hour);
  const last = steps.toSorted((a, b) => a.decidedAt - b.decidedAt).at(-1)!;
  const next = cadence.find(({ step }) => step === last.step)?.next;
  return next === undefined ? undefined : last.decidedAt + next;
};

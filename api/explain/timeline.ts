import type { Queries } from '../../db/client.ts';
import type { Cursor } from '../../db/pages/cursor.ts';
import { listRuns } from '../../db/pages/runs.ts';
import { type DecidedStep, listSteps, listUnusedEvents, type UnusedEvent } from '../../db/pages/timeline.ts';
import type { RunRow } from '../../db/road/runs.ts';
import type { CustomerId } from '../../domain/ids.ts';

/** A run with its steps, or an event that started, moved or ended nothing. */
export type TimelineEntry =
  | {
      readonly kind: 'run';
      readonly at: Date;
      readonly id: string;
      readonly run: RunRow;
      readonly steps: readonly DecidedStep[];
    }
  | { readonly kind: 'event'; readonly at: Date; readonly id: string; readonly event: UnusedEvent };

/** A customer's runs and unused events in one list, newest first. */
export const readTimeline = async (
  db: Queries,
  customer: CustomerId,
  { limit, before }: { readonly limit: number; readonly before?: Cursor | undefined },
): Promise<readonly TimelineEntry[]> => {
  const page = { customer, ...(before && { before }) };
  const [runs, events] = await Promise.all([listRuns(db, page, limit), listUnusedEvents(db, page, limit)]);
  const entries = [
    ...runs.map(({ run }) => ({ kind: 'run' as const, at: run.startedAt, id: run.id as string, run })),
    ...events.map((event) => ({ kind: 'event' as const, at: event.occurredAt, id: event.id, event })),
  ]
    // In the order in which the database pages: the newest first, of two of one instant the greater id.
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, limit);
  const steps = await listSteps(
    db,
    entries.flatMap((entry) => (entry.kind === 'run' ? entry.run.id : [])),
  );
  return entries.map((entry) =>
    entry.kind === 'run' ? { ...entry, steps: steps.filter(({ runId }) => runId === entry.run.id) } : entry,
  );
};

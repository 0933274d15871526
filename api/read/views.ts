import type { MessageSummary } from '../../db/pages/messages.ts';
import type { RunRow } from '../../db/road/runs.ts';
import { failedReasons, laterReasons, withheldReasons } from '../../domain/reasons.ts';

const words: Readonly<Record<string, string>> = { ...laterReasons, ...withheldReasons, ...failedReasons };

/** A decision about a message as stores see it; the address and the text stay with us. */
export const messageView = (row: Omit<MessageSummary, 'firstName' | 'subject' | 'to' | 'lastError'>) => ({
  id: row.id,
  run: row.runId,
  journey: row.journey,
  step: row.step,
  channel: row.channel,
  template: row.template,
  state: row.state,
  ...(row.reason === null ? {} : { reason: row.reason, why: words[row.reason] }),
  decidedAt: row.decidedAt,
  notBefore: row.notBefore,
  acceptedAt: row.acceptedAt,
});

/** A run as stores see it: an exit counts from the moment it was recorded. */
export const runView = (run: RunRow) => ({
  id: run.id,
  journey: run.journey,
  state: run.state === 'open' && run.exitEvent ? ('stopping' as const) : run.state,
  startedAt: run.startedAt,
  dueAt: run.dueAt,
  exit: run.exitEvent,
  exitedAt: run.exitedAt,
  outcome: run.outcome,
  closedAt: run.closedAt,
  sent: run.sent,
  withheld: run.withheld,
});

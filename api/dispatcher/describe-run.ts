import type { RunRow } from '../../db/road/runs.ts';

/** What Temporal's UI shows of a run at first sight; ids only, nothing personal. */
export const describeRun = (run: RunRow): { readonly staticSummary: string; readonly staticDetails: string } => {
  const ids = Object.entries(run.event).map(([name, id]) => `- ${name} \`${id}\``);
  return {
    staticSummary: `${run.journey} · ${run.subject || run.customerId}${run.episode > 1 ? ` · entry ${run.episode}` : ''}`,
    staticDetails: [
      `**${run.journey}** of store \`${run.storeId}\``,
      '',
      `- run \`${run.id}\``,
      `- customer \`${run.customerId}\``,
      ...ids,
      `- touched ${run.touchedAt.toISOString()}`,
      `- first step due ${run.dueAt.toISOString()}`,
    ].join('\n'),
  };
};

import { setCurrentDetails } from '@temporalio/workflow';
import type { StepOutcome } from '../../domain/run.ts';
import type { RunState } from './run-state.ts';

const describeRun = (now: string, steps: readonly StepOutcome[]): string =>
  [`**Now:** ${now}`, ...(steps.length > 0 ? ['', '**Done:**', '', ...steps.map(describeStep)] : [])].join('\n');

const describeStep = ({ channel, step, outcome, reason }: StepOutcome): string =>
  `- ${channel} \`${step}\`: ${outcome}${reason ? ` (${reason})` : ''}`;

/** Shows in Temporal's UI, as Markdown, what the run does now and what was done. */
export const showNow = (state: RunState, now: string): void => setCurrentDetails(describeRun(now, state.steps));

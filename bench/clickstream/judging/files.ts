import type { DemoClock } from '../../../domain/time/clock.ts';
import type { SeasonCalendar } from '../../../domain/time/season.ts';

/** What a run leaves in its folder. */
export const files = {
  /** Every 202, one a line: `Answer` of dev/demo/intake.ts. */
  answers: 'answers.jsonl',
  /** The provider's record, one acceptance a line: `ProviderLine`. */
  provider: 'provider.jsonl',
  /** How the run was made: `RunNotes`. */
  notes: 'run.json',
} as const;

/** One acceptance as the provider wrote it down when it happened. */
export interface ProviderLine {
  readonly key: string;
  /** By the machine's clock, in milliseconds. */
  readonly acceptedAt: number;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Names of planted customers begin with it. */
export const planted = 'planted_';

export interface RunNotes {
  readonly seed: number;
  readonly clock: DemoClock;
  /** The store's season calendar. */
  readonly calendar: SeasonCalendar;
  /** The raw file, and the first and last of its lines that were played; undefined: all. */
  readonly csv: string;
  readonly lines?: { readonly from: number; readonly to: number };
  /** The least number of planted orders that must have fallen within two seconds of a due instant. */
  readonly races: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

import type { Random } from '../../domain/random.ts';
import type { Cast, CastOptions } from './cast/cast.ts';
import type { FaultRow } from './report/fault-row.ts';

/** `quick` is the few minutes of the check; `full` the hours whose table the documentation quotes. */
export type Scale = 'quick' | 'full';

/** One thing that will be broken, as the seed drew it: what `--list` prints. */
export interface PlannedInjection {
  /** The row of the table that it counts in. */
  readonly fault: string;
  /** What the seed decided: which victim, how long, how many. Plain values only. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** What a part runs with. */
export interface PartContext {
  /** The part's own seed, made from the run's seed and the part's name. */
  readonly seed: number;
  readonly scale: Scale;
  /** Numbers drawn from the part's seed. What `plan` draws is drawn from a generator of its own. */
  readonly random: Random;
  /** The part's own folder, empty at its start; kept when the part fails. */
  readonly folder: string;
  /** One line for the person who watches. */
  readonly progress: (line: string) => void;
  /** Starts PostgreSQL, Temporal, the provider, api and worker processes; all stopped when the part ends. */
  readonly openCast: (options?: CastOptions) => Promise<Cast>;
  /** Notes what else must be undone when the part ends, the last first. */
  readonly defer: (undo: () => Promise<void> | void) => void;
}

/** A piece of the fault run that is kept once it is done: a rerun goes on with what is missing. */
export interface Part {
  /** Short, in lower case with dashes: `--only` names it. */
  readonly name: string;
  readonly title: string;
  readonly scales: readonly Scale[];
  /** Everything that will be broken at this seed, in the order in which the seed drew it; the same for the same seed. */
  readonly plan: (random: Random, scale: Scale) => readonly PlannedInjection[];
  /** @throws when the part could not be run to its end; broken promises are counted in the rows instead. */
  readonly run: (context: PartContext, plan: readonly PlannedInjection[]) => Promise<readonly FaultRow[]>;
}

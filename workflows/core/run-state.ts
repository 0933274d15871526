import type { AnyEventIds, EventType } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Plan, RunExit, RunInput, StepOutcome } from '../../domain/run.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** What one run knows while it lives; made per execution, never shared. */
export interface RunState {
  readonly spec: JourneySpec;
  readonly input: RunInput;
  plan: Plan;
  /** Counts signalled plans, so that an answer of the gate given before one does not undo it. */
  replans: number;
  /** Counts signalled plans with another first wait: what the gate said to come back at was counted with the old one. */
  retimes: number;
  /** The first exit that happened. */
  exit?: RunExit;
  /** Listened events not yet taken, by name. */
  readonly arrived: ReadonlyMap<EventType, AnyEventIds[]>;
  /** Steps that have an outcome, in order. */
  readonly steps: StepOutcome[];
  /** How much later than the cadence has it the last wait ended, so that messages keep their distance. */
  shift: Millis;
  /** The last message of marketing that went out, or may have: when the cadence had it due and when it went, in store time. */
  lastSent?: { readonly dueAt: Millis; readonly at: Millis };
  /** Sends begun, by channel and template. */
  readonly begun: Map<string, number>;
  /** Arms drawn, by the name of what is tried. */
  readonly arms: Map<string, string>;
  /** The last wait's end: when it was noticed by this worker's clock, and when it was due in store time. */
  woken?: { readonly real: Millis; readonly due: Millis };
}

export const openRun = (spec: JourneySpec, input: RunInput): RunState => ({
  spec,
  input,
  plan: input.plan,
  replans: 0,
  retimes: 0,
  shift: 0,
  arrived: new Map((spec.listens ?? []).map((event) => [event.name, []])),
  steps: [],
  begun: new Map(),
  arms: new Map(),
});

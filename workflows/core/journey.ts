import { ApplicationFailure, CancellationScope } from '@temporalio/workflow';
import type { Experiment } from '../../domain/journey.ts';
import type { RunInput, RunResult } from '../../domain/run.ts';
import { pick, splitSeed } from '../../domain/split.ts';
import { checkSpec } from './check-spec.ts';
import { JourneyDefinitionError } from './definition-error.ts';
import { endByError, endOfBody } from './close-run.ts';
import type { JourneyContext } from './context.ts';
import type { AnyEvent } from './event.ts';
import { openRun, type RunState } from './run-state.ts';
import { send } from './send.ts';
import { hearSignals } from './signals.ts';
import type { TriggerIds, Triggers, TypedSpec } from './spec.ts';
import { waitFor } from './wait-for.ts';
import { at } from './moments.ts';
import { traits } from './traits.ts';
import { firstWait, mode, reach, reachEvent, reachEventEnd, until, wait } from './waits.ts';

/** A journey: the Temporal workflow itself, with what the rest of the product reads of it. */
export interface Journey<Trigger extends Triggers, Listens extends readonly AnyEvent[], Step extends string = string> {
  (input: RunInput): Promise<RunResult>;
  readonly spec: TypedSpec<Trigger, Listens, Step>;
}

/**
 * Makes a journey of its data and its body. The body sees the customer's road only: consent, caps, quiet
 * hours, stock and idempotency belong to the gate, exits and re-entry to the spec.
 *
 * @throws JourneyDefinitionError when the spec contradicts itself.
 */
export const journey = <
  const Trigger extends Triggers,
  const Listens extends readonly AnyEvent[] = [],
  const Step extends string = never,
>(
  spec: TypedSpec<Trigger, Listens, Step>,
  body: (j: JourneyContext<TriggerIds<Trigger>, Listens[number], Step>) => Promise<unknown>,
): Journey<Trigger, Listens, Step> => {
  checkSpec(spec);
  const workflow = async (input: RunInput): Promise<RunResult> => {
    checkInput(spec.name, input);
    const state = openRun(spec, input);
    const scope = new CancellationScope();
    hearSignals(state, scope);
    try {
      // An exit may have come before the run itself; then nothing is begun.
      if (!state.exit) {
        await scope.run(async () => {
          await firstWait(state);
          await body(contextOf(state));
        });
      }
      return endOfBody(state);
    } catch (error) {
      return endByError(state, error);
    }
  };
  Object.defineProperty(workflow, 'name', { value: spec.name });
  return Object.assign(workflow, { spec });
};

const contextOf = <Ids, Listened extends AnyEvent, Step extends string>(
  state: RunState,
): JourneyContext<Ids, Listened, Step> => {
  const { store, journey, customer, event, touchedAt } = state.input;
  return {
    event: event as Ids,
    began: touchedAt,
    wait: (length) => wait(state, length),
    until: (instant) => until(state, instant),
    reachEvent: (step, within) => reachEvent(state, step, within),
    reachEventEnd: (step) => reachEventEnd(state, step),
    mode: () => mode(state),
    reach: (step, from = touchedAt) => reach(state, step, from),
    at: (moment) => at(state, moment),
    // The signal of this name carries this event's ids.
    waitFor: ({ name }, timeout) => waitFor(state, name, timeout) as Promise<never>,
    traits: () => traits(state),
    send: (channel, template, ...[options]) => send(state, channel, template, options),
    split: <Arm extends string>(named: string | Experiment<Arm>, weights?: Readonly<Record<Arm, number>>): Arm => {
      const [name, arms] = typeof named === 'string' ? [named, weights!] : [declared(state, named).name, named.arms];
      const arm =
        (typeof named === 'string' ? undefined : assigned(state, named)) ??
        pick(splitSeed({ store, journey, name, customer }), arms);
      state.arms.set(name, arm);
      return arm;
    },
  };
};

/** The arm that was written down when the run began; undefined when the code has no such arm any more. */
const assigned = <Arm extends string>({ input }: RunState, { name, arms }: Experiment<Arm>): Arm | undefined => {
  const arm = input.arms?.[name];
  return arm !== undefined && Object.hasOwn(arms, arm) ? (arm as Arm) : undefined;
};

/** @throws JourneyDefinitionError when nobody would be assigned to it, because the spec does not name it. */
const declared = <Arm extends string>({ spec }: RunState, experiment: Experiment<Arm>): Experiment<Arm> => {
  if (spec.experiments?.some(({ name }) => name === experiment.name)) return experiment;
  throw new JourneyDefinitionError(
    'JOURNEY_EXPERIMENT',
    spec.name,
    `its body asks for the experiment ${experiment.name}, which its spec does not name`,
    'list it in experiments',
  );
};

const checkInput = (name: string, input: RunInput | undefined): void => {
  if (input?.run && input.touchedAt && input.plan) return;
  throw ApplicationFailure.create({
    message: `${name}: it was started without a run; post the event to the api, which starts runs [JOURNEY_INPUT]`,
    type: 'JOURNEY_INPUT',
    nonRetryable: true,
  });
};

import { idleOf } from '../../domain/cadence.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { EventType } from '../../domain/events.ts';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import {
  type Plan,
  replanSignal,
  type RunClosed,
  type RunInput,
  type RunResult,
  stopSignal,
  workflowId,
} from '../../domain/run.ts';
import { type CustomerTraits, nothingKnown } from '../../domain/scores/traits.ts';
import { realTime, storeTime } from '../../domain/time/clock.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant, toMillis } from '../../domain/time/instant.ts';
import { due } from '../../domain/time/season.ts';
import type { EventDefinition, EventSignal } from '../../workflows/core/event.ts';
import { accepting, type FakeGate } from './gate.ts';
import { decode, encode, type Job, type Sandbox } from './sandbox.ts';
import { samplePlan } from './sample-campaign.ts';
import { monday, offset } from './schedule.ts';
import { simulateServer } from './server.ts';

export interface SimulationOptions {
  /** Parts of the run's input that matter to the test; the rest is made up. */
  readonly input?: Partial<RunInput>;
  readonly gate?: FakeGate;
  /** False: the run starts with its trigger; by default it has the start delay that the api gives it. */
  readonly startDelay?: boolean;
  /** How much later than planned Temporal starts the run, for example because it was away. */
  readonly late?: Duration;
  /** What `j.traits` tells; without it nothing is known of the customer. */
  readonly traits?: CustomerTraits;
}

/** One attempt of a send as the simulated gate saw it. */
interface Attempt extends DeliverInput {
  /** Store time since the trigger. */
  readonly after: Millis;
  readonly outcome: string;
}

type Journey = ((input: RunInput) => Promise<RunResult>) & { readonly spec: JourneySpec };

/**
 * Runs one journey in the production sandbox with a virtual clock and no server. Temporal's and the
 * store's time begin together at the trigger, and differ only under a demo clock.
 */
export const simulate = async (sandbox: Sandbox, { spec }: Journey, options: SimulationOptions = {}) => {
  const gate = options.gate ?? accepting;
  const input: RunInput = {
    run: 'run-1' as RunId,
    store: 'demo' as StoreId,
    journey: spec.name,
    customer: 'customer-1' as CustomerId,
    subject: 'cart-1',
    episode: 1,
    event: { cartId: 'cart-1' } as RunInput['event'],
    touchedAt: toInstant(monday),
    plan: { calendar: [], ...samplePlan(spec) },
    ...options.input,
  };
  let { plan } = input;
  const touched = toMillis(input.touchedAt);
  let now = realTime(touched, plan.clock);
  const storeNow = () => storeTime(now, plan.clock);

  const attempts: Attempt[] = [];
  const sinkCalls: RunClosed[] = [];
  let signals = 0;
  const summaries: string[] = [];
  const openServer = () =>
    simulateServer({
      realOf: (instant) => realTime(toMillis(instant), plan.clock),
      planned: () => plan,
      summaries,
      traits: () => options.traits ?? nothingKnown,
    });
  let server = openServer();
  let workflow = await sandbox.start(spec.name, workflowId(input), now);
  const initialize = (argument: unknown): Job => ({
    initializeWorkflow: { workflowId: workflowId(input), workflowType: spec.name, arguments: [encode(argument)] },
  });
  const delayed = options.startDelay !== false && idleOf(spec, plan.cadence);
  let startAt: Millis | undefined =
    (delayed ? realTime(due(touched, delayed, plan.calendar), plan.clock) : now) + durationMillis(options.late ?? '0s');

  const answerAttempts = (): void => {
    for (const send of server.asking(now)) {
      const answer = gate(send.input, storeNow());
      if ('plan' in answer && answer.plan) ({ plan } = answer);
      attempts.push({ ...send.input, after: storeNow() - touched, outcome: answer.outcome });
      server.answer(send, answer, now);
    }
  };
  const activate = async (jobs: readonly Job[]): Promise<void> => {
    if (jobs.length === 0 || server.closed()) return;
    for (const command of await workflow.activate(jobs, now)) server.obey(command, now);
    answerAttempts();
    for (const { ifaceName, fnName, args } of await workflow.sinkCalls()) {
      if (ifaceName === 'relance' && fnName === 'closed') sinkCalls.push(args[0] as RunClosed);
    }
    const closed = server.closed();
    if (!closed) return;
    await workflow.dispose();
    if (closed.status !== 'continued') return;
    server = openServer();
    workflow = await sandbox.start(spec.name, workflowId(input), now);
    await activate([initialize(closed.input)]);
  };
  const begin = async (...told: readonly Job[]): Promise<void> => {
    startAt = undefined;
    await activate([initialize(input), ...told]);
  };
  /** Lets happen everything that is due by now. */
  const settle = async (): Promise<void> => {
    if (startAt !== undefined && startAt <= now) await begin();
    while (!server.closed() && (server.next() ?? Infinity) <= now) {
      answerAttempts();
      await activate(server.takeDue(now));
    }
  };
  /** Whatever is told also ends a start delay: the dispatcher starts the run with it. */
  const tell = async (job: Job): Promise<void> => {
    if (server.closed()) return;
    if (startAt === undefined) {
      answerAttempts();
      await activate([job, ...server.takeDue(now)]);
    } else {
      await begin(job);
    }
    await settle();
  };
  await settle();

  return {
    input,
    attempts,
    /** Summaries of all timers and sends so far, as Temporal's UI shows them. */
    summaries,
    /** What the sink told the worker; at most one. */
    sinkCalls,
    /** The store's time. */
    now: storeNow,
    /** Store time since the trigger, as people say it. */
    elapsed: (): string => offset(storeNow() - touched),
    closed: () => server.closed(),
    /** The store's time at which something happens next by itself; undefined: it is over, or waits for an event alone. */
    next: (): Millis | undefined => {
      const next = Math.min(startAt ?? Infinity, server.next() ?? Infinity);
      return server.closed() || next === Infinity ? undefined : storeTime(next, plan.clock);
    },
    /** Timers running now. */
    timers: () => server.timers().map((timer) => timer.summary),
    /** Messages accepted so far, as a marketer would draw them: `1d 1h email cart/reminder`. */
    schedule: (): string[] =>
      attempts
        .filter((attempt) => attempt.outcome === 'accepted')
        .map((attempt) => `${offset(attempt.after)} ${attempt.channel} ${attempt.template}`),
    /**
     * Lets store time pass. With `firing: false` what is due at the very end has not happened yet: an
     * event told then arrives together with it.
     */
    advance: async (length: Duration, { firing = true } = {}): Promise<void> => {
      const target = realTime(storeNow() + durationMillis(length), plan.clock);
      for (;;) {
        const next = Math.min(startAt ?? Infinity, server.next() ?? Infinity);
        if (server.closed() || next > target || (next === target && !firing)) break;
        now = Math.max(now, next);
        await settle();
      }
      now = target;
    },
    /** Tells an event as the dispatcher does. */
    emit: async <Name extends EventType>(
      event: EventDefinition<Name>,
      ids: Omit<EventSignal<Name>, 'eventId'> & { readonly eventId?: string },
    ): Promise<void> => {
      const payload = { eventId: `event-${(signals += 1)}`, ...ids };
      await tell(signal(event.name, payload));
    },
    /** Somebody stops the run by hand. */
    stop: () => tell(signal(stopSignal, { eventId: `event-${(signals += 1)}` })),
    /** Tells an edited plan; the gate answers with it from now on. */
    replan: async (edited: Plan): Promise<void> => {
      plan = edited;
      await tell(signal(replanSignal, edited));
    },
    /** Somebody cancels the run in Temporal. */
    cancel: () => tell({ cancelWorkflow: { reason: 'simulated' } }),
    /** Temporal's current details of the run. */
    details: async (): Promise<string> => {
      const query = { queryId: 'details', queryType: '__temporal_workflow_metadata', arguments: [] };
      const [command] = await workflow.activate([{ queryWorkflow: query }], now);
      const metadata = decode(command?.respondToQuery?.succeeded?.response) as { currentDetails?: string };
      return metadata.currentDetails ?? '';
    },
    /** Lets time pass until the run ends. @throws the error of a run that failed, or when it waits for ever. */
    finish: async (): Promise<RunResult | 'cancelled'> => {
      for (;;) {
        const closed = server.closed();
        if (closed?.status === 'completed') return closed.result as RunResult;
        if (closed?.status === 'cancelled') return 'cancelled';
        if (closed?.status === 'failed') throw closed.error;
        const next = Math.min(startAt ?? Infinity, server.next() ?? Infinity);
        if (next === Infinity) throw new Error(`${spec.name} waits for ever: nothing is scheduled`);
        now = Math.max(now, next);
        await settle();
      }
    },
  };
};

const signal = (name: string, payload: unknown): Job => ({
  signalWorkflow: { signalName: name, input: [encode(payload)], identity: 'simulated' },
});

import type { DeliverInput } from '../../../domain/delivery.ts';
import { type RunClosed, type RunInput, workflowId } from '../../../domain/run.ts';
import { type Millis, toMillis } from '../../../domain/time/instant.ts';
import { encode, type Job } from '../../simulator/sandbox.ts';
import { simulateServer } from '../../simulator/server.ts';
import type { AskGate } from './ask-gate.ts';
import type { Residents } from './residents.ts';

/** One run of a journey in the sandbox, in the backtest's time. */
export interface PlayedRun {
  readonly id: string;
  /** When something happens in it by itself; undefined: it is over, or waits for an event alone. */
  next(): Millis | undefined;
  /** Lets happen what is due at `now`; what it then asks the gate, and `may` does not let it, is due still. */
  wake(now: Millis, may?: MayAsk): Promise<void>;
  /** Tells it an event, as the dispatcher does: what is told also ends a start delay. */
  tell(signal: string, payload: unknown, now: Millis, may?: MayAsk): Promise<void>;
  /** What it asks the gate at `now`, and has no answer to yet. */
  asks(now: Millis): readonly DeliverInput[];
  isOver(): boolean;
}

/** Whether the gate may be asked now. */
export type MayAsk = (input: DeliverInput) => boolean;

const always: MayAsk = () => true;

export interface PlayedRunOptions {
  readonly input: RunInput;
  /** The end of the start delay. */
  readonly startAt: Millis;
  readonly residents: Residents;
  readonly ask: AskGate;
  readonly closed: (end: RunClosed, now: Millis) => Promise<void>;
}

export const playRun = (options: PlayedRunOptions): PlayedRun => {
  const { residents, ask, closed } = options;
  let { input } = options;
  let startAt: Millis | undefined = options.startAt;
  let { plan } = input;
  const id = workflowId(input);
  const open = () => simulateServer({ realOf: (instant) => toMillis(instant), planned: () => plan, summaries: [] });
  let server = open();
  /** An execution of it that is followed by no other has ended. */
  const state = { isOver: false };

  const activate = async (jobs: readonly Job[], now: Millis): Promise<void> => {
    if (jobs.length === 0 || server.closed()) return;
    const { commands, sinkCalls } = await residents.activate({ type: input.journey, id }, jobs, now);
    for (const command of commands) server.obey(command, now);
    for (const { ifaceName, fnName, args } of sinkCalls) {
      if (ifaceName === 'relance' && fnName === 'closed') await closed(args[0] as RunClosed, now);
    }
    const end = server.closed();
    if (!end) return;
    await residents.forget(id);
    if (end.status === 'failed') throw new BacktestRunError(input.journey, end.error);
    if (end.status !== 'continued') {
      state.isOver = true;
      return;
    }
    input = end.input as RunInput;
    ({ plan } = input);
    server = open();
    await begin([], now);
  };

  const begin = async (told: readonly Job[], now: Millis): Promise<void> => {
    startAt = undefined;
    const initialize: Job = {
      initializeWorkflow: { workflowId: id, workflowType: input.journey, arguments: [encode(input)] },
    };
    await activate([initialize, ...told], now);
  };

  const answerAttempts = async (now: Millis, may: MayAsk): Promise<void> => {
    for (const send of server.asking(now)) {
      if (!may(send.input)) continue;
      const answer = await ask(send.input, now);
      if ('plan' in answer && answer.plan) ({ plan } = answer);
      server.answer(send, answer, now);
    }
  };

  const settle = async (now: Millis, may: MayAsk): Promise<void> => {
    if (startAt !== undefined && startAt <= now) await begin([], now);
    while (!state.isOver && (server.next() ?? Infinity) <= now) {
      await answerAttempts(now, may);
      const jobs = server.takeDue(now);
      // What is left may not ask yet.
      if (jobs.length === 0 && server.asking(now).length > 0) return;
      await activate(jobs, now);
    }
  };

  return {
    id,
    next: () => (state.isOver ? undefined : (startAt ?? server.next())),
    wake: async (now, may = always) => settle(now, may),
    tell: async (name, payload, now, may = always) => {
      if (state.isOver) return;
      const job: Job = { signalWorkflow: { signalName: name, input: [encode(payload)], identity: 'backtest' } };
      if (startAt !== undefined) await begin([job], now);
      else await activate([job, ...server.takeDue(now)], now);
      await settle(now, may);
    },
    asks: (now) => server.asking(now).map((send) => send.input),
    isOver: () => state.isOver,
  };
};

/** Thrown when the body of a journey throws. */
export class BacktestRunError extends Error {
  override readonly name = 'BacktestRunError';
  readonly code = 'BACKTEST_RUN';
  constructor(journey: string, cause: Error) {
    super(`A run of ${journey} failed: ${cause.message}`, { cause });
  }
}

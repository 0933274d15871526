import { isCancellation } from '@temporalio/workflow';
import { idleOf } from '../../domain/cadence.ts';
import type { DeliverInput, DeliverResult } from '../../domain/delivery.ts';
import type { Channel } from '../../domain/journey.ts';
import { exitReason } from '../../domain/rules/wanted/exit-reason.ts';
import type { StepOutcome } from '../../domain/run.ts';
import { leadsToNextChannel } from '../../domain/sms/next-channel.ts';
import type { Channels, TemplateId } from '../../domain/templates.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant, toMillis } from '../../domain/time/instant.ts';
import type { Moment } from '../../domain/season/campaign.ts';
import type { StepOptions } from './context.ts';
import { askGate } from './ask-gate.ts';
import type { RunState } from './run-state.ts';
import { endOf } from './moments.ts';
import { endOfEvent, reachedAt, stopIfCancelled, storeNow, waitUntil } from './waits.ts';

type Answer = Exclude<DeliverResult, { outcome: 'later' }>;

type Options = StepOptions & Readonly<Record<string, unknown>>;

/**
 * `j.send`: one step on one channel. Its id is the n-th send of the template on the channel, so that it stays the same
 * across replay, reset and sends inserted elsewhere. Of several channels the next is asked when the gate says that one
 * does not do, until the time that the first was due for is over.
 */
export const send = async (
  state: RunState,
  to: Channels,
  template: TemplateId,
  options: Options = {},
): Promise<StepOutcome> => {
  const [first, ...others] = channelsOf(state, to);
  const isFirst = state.steps.length === 0;
  let { outcome, dueAt } = await sendBy(state, { channel: first, next: others[0], isFirst }, template, options);
  for (const [index, channel] of others.entries()) {
    if (!leadsToNextChannel(outcome)) break;
    const step = { channel, next: others[index + 1], isFirst, dueAt };
    ({ outcome, dueAt } = await sendBy(state, step, template, options));
  }
  return outcome;
};

/** In a store that asks WhatsApp first, it comes before the text message. */
const channelsOf = ({ plan }: RunState, to: Channels): readonly [Channel, ...Channel[]] => {
  const named: readonly [Channel, ...Channel[]] = typeof to === 'string' ? [to] : to;
  const before = named.indexOf('sms');
  if (!plan.whatsappFirst || before < 0 || named.includes('whatsapp')) return named;
  return named.toSpliced(before, 0, 'whatsapp') as [Channel, ...Channel[]];
};

/** One channel of a step. */
interface Way {
  readonly channel: Channel;
  readonly next: Channel | undefined;
  /** Nothing of the run was decided before this step: what the customer does meanwhile restarts its first wait. */
  readonly isFirst: boolean;
  /** Of the channel that was asked before. */
  readonly dueAt?: Millis;
}

/** One question, by one channel. */
const sendBy = async (
  state: RunState,
  { channel, next, isFirst, dueAt }: Way,
  template: TemplateId,
  options: Options,
): Promise<{ readonly outcome: StepOutcome; readonly dueAt: Millis }> => {
  await stopIfCancelled();
  const { expires = state.spec.expires, purpose = state.spec.purpose, fallback, hour, whileEvent, ...props } = options;
  const { run, store, journey, customer } = state.input;
  const { shift } = state;
  const step = nextStep(state, channel, template);
  const record = (outcome: Omit<StepOutcome, 'step' | 'channel' | 'purpose'>): StepOutcome => {
    const done = { step, channel, purpose, ...outcome };
    state.steps.push(done);
    return done;
  };
  const input: Omit<DeliverInput, 'dueAt' | 'expiresAt' | 'idle'> = {
    run,
    store,
    journey,
    customer,
    step,
    channel,
    template,
    props: { ...state.input.event, ...props } as DeliverInput['props'],
    // What takes its place has the words of an e-mail.
    ...(fallback && channel === 'email' && { fallback }),
    ...(next && { next }),
    ...(hour && { hour }),
    ...(state.arms.size > 0 && { arms: Object.fromEntries(state.arms) }),
    purpose,
    rank: state.spec.rank,
  };
  try {
    const { moment } = input.props;
    const until = (due: Millis): Millis => {
      const useless = due + durationMillis(expires);
      if (whileEvent) return Math.min(useless, endOfEvent(state) ?? due);
      return (moment === undefined ? undefined : endOf(state, moment as Moment)) ?? useless;
    };
    const delivered = await deliver(state, input, { isFirst, dueAt, until });
    const outcome = record(outcomeOf(delivered.answer));
    if ((outcome.outcome === 'sent' || outcome.outcome === 'unknown') && purpose === 'marketing') {
      state.lastSent = { dueAt: delivered.dueAt - shift, at: storeNow(state) };
    }
    return { outcome, dueAt: delivered.dueAt };
  } catch (error) {
    // The backoff between two attempts ended because the run did: the step still has its outcome.
    if (isCancellation(error))
      record({ outcome: 'withheld', reason: state.exit ? exitReason(state.exit) : 'run_over' });
    throw error;
  }
};

const nextStep = (state: RunState, channel: Channel, template: TemplateId): string => {
  const count = (state.begun.get(`${channel} ${template}`) ?? 0) + 1;
  state.begun.set(`${channel} ${template}`, count);
  return `${template}#${count}`;
};

/** Asks the gate, and asks again when it answers that a touch moved the step. */
const deliver = async (
  state: RunState,
  input: Omit<DeliverInput, 'dueAt' | 'expiresAt' | 'idle'>,
  {
    isFirst,
    dueAt: before,
    until,
  }: {
    readonly isFirst: boolean;
    readonly dueAt: Millis | undefined;
    /** From when on a message that is due then is of no use, as the plan has it. */
    readonly until: (dueAt: Millis) => Millis;
  },
): Promise<{ readonly answer: Answer; readonly dueAt: Millis }> => {
  let dueAt = before ?? reachedAt(state);
  for (;;) {
    const idle = isFirst ? idleOf(state.spec, state.plan.cadence) : undefined;
    const answer = await askGate(state, {
      ...input,
      dueAt: toInstant(dueAt),
      expiresAt: toInstant(until(dueAt)),
      ...(idle === undefined ? {} : { idle }),
    });
    if (answer.outcome !== 'later') return { answer, dueAt };

    const at = toMillis(answer.at);
    const times = timesOf(state);
    // Other times may bring the instant forward; only the gate knows what it was counted from.
    const target = () => (timesOf(state) === times ? at : Math.min(at, dueAt));
    const { shift } = state;
    await waitUntil(state, target, `${input.channel} ${input.step}: ${answer.reason}`);
    // The step is still as far from its own time as it was.
    state.shift = shift;
    if (answer.reason === 'touched') dueAt = Math.min(at, storeNow(state));
  }
};

/** What of the plan the gate's `later` depends on, as one comparable text. */
const timesOf = ({ plan: { calendar, moments }, retimes }: RunState): string =>
  JSON.stringify([calendar, moments, retimes]);

const outcomeOf = (answer: Answer): Omit<StepOutcome, 'step' | 'channel' | 'purpose'> => {
  if (answer.outcome === 'accepted') return { outcome: 'sent' };
  return 'reason' in answer ? { outcome: answer.outcome, reason: answer.reason } : { outcome: answer.outcome };
};

import type { Cadence } from './cadence.ts';
import type { AnyEventIds, EventType } from './events.ts';
import type { CustomerId, RunId, StoreId } from './ids.ts';
import type { Channel, Purpose } from './journey.ts';
import type { FailedReason, WithheldReason } from './reasons.ts';
import type { DemoClock } from './time/clock.ts';
import type { Moments } from './season/moments.ts';
import type { Instant } from './time/instant.ts';
import type { SeasonCalendar } from './time/season.ts';

/** What identifies a run. */
export interface RunKey {
  readonly store: StoreId;
  readonly journey: string;
  readonly customer: CustomerId;
  /** The trigger's id named by the spec's `subject`; empty when a customer has one run of the journey. */
  readonly subject: string;
  /** Counts entries of the same key, from 1. */
  readonly episode: number;
}

/** Temporal's workflow id: everything an operator needs to find a run, and nothing personal. */
export const workflowId = (key: RunKey): string =>
  ['journey', key.store, key.journey, key.customer, key.subject || '-', key.episode].join('/');

/** What a run plans with; refreshed by each answer of the gate and by the `relance.replan` signal. */
export interface Plan {
  readonly calendar: SeasonCalendar;
  readonly clock?: DemoClock;
  /** The store's own times of this journey's steps. */
  readonly cadence?: Cadence;
  /** The store has what goes by text message asked for by WhatsApp first. */
  readonly whatsappFirst?: true;
  /** Of a run of a campaign: when its moments are. */
  readonly moments?: Moments;
}

/** The one argument of every journey workflow. */
export interface RunInput extends RunKey {
  readonly run: RunId;
  /** The trigger's ids. */
  readonly event: AnyEventIds;
  /** When the trigger happened, in the store's time: the first wait counts from here. */
  readonly touchedAt: Instant;
  readonly plan: Plan;
  /** The arms that the customer was assigned to, by the names of the journey's experiments. */
  readonly arms?: Readonly<Record<string, string>>;
}

/** How one `j.send` ended, as the run knows it; the ledger is the truth. */
export interface StepOutcome {
  readonly step: string;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly outcome: 'sent' | 'withheld' | 'failed' | 'unknown';
  readonly reason?: WithheldReason | FailedReason;
}

/** A journey workflow's result. */
export interface RunResult {
  readonly outcome: 'completed' | 'exited' | 'cancelled' | 'failed';
  /** The exit's event type, or why it failed. */
  readonly reason?: string;
  readonly sent: number;
  readonly withheld: number;
}

/** What the workflow's sink tells the worker when a run ends. */
export interface RunClosed extends RunResult {
  readonly run: RunId;
  readonly steps: readonly StepOutcome[];
}

/** Temporal signal that replaces a run's plan: a season calendar or the times of its steps were edited, or the demo clock re-set. */
export const replanSignal = 'relance.replan';

/** What stops a run: an exit of its spec, or somebody who may. */
export type RunExit = EventType | 'run.stopped';

/** Temporal signal that stops a run by hand, between two steps, as an exit does. */
export const stopSignal = 'relance.stop';

/** Task queues: journeys apart from sends; a confirmation never waits behind a thousand relaunches. */
export const taskQueues = {
  journeys: 'relance-journeys',
  send: { transactional: 'relance-send-transactional', marketing: 'relance-send-marketing' },
} as const;

/** What the workers poll, each queue for its kind of task: nothing is sent while one of them is not polled. */
export const polledQueues = [
  { label: 'journeys', name: taskQueues.journeys, kind: 'workflow' },
  { label: 'send transactional', name: taskQueues.send.transactional, kind: 'activity' },
  { label: 'send marketing', name: taskQueues.send.marketing, kind: 'activity' },
] as const;

/** Temporal's numbers of the kinds: temporal.api.enums.v1.TaskQueueType. */
export const taskQueueTypes: Readonly<Record<'workflow' | 'activity', number>> = { workflow: 1, activity: 2 };

/** Search attributes, all Keyword. */
export const searchAttributes = { journey: 'Journey', store: 'Store', customer: 'Customer' } as const;

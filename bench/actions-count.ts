import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto, { type temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

const { EventType } = proto.temporal.api.enums.v1;

/**
 * How many actions Temporal Cloud bills for the run that left `history`, by its list "Temporal Cloud Actions"
 * (docs.temporal.io/cloud/actions):
 *
 * - 1 for a start, whoever starts (client, continue-as-new); a `signalWithStart` that starts is 1 with its signal,
 *   but a history does not tell it from a start and a signal, so it counts as 2 here;
 * - 1 for each signal received or sent, for each timer (also that of a `condition` with a timeout), for each
 *   update, for each upsert of search attributes except the SDK's own;
 * - 1 for each attempt of an activity: a history keeps the number of the last one only;
 * - 1 for all local activities of one workflow task, 2 for a child workflow;
 * - free: search attributes at start, completions, cancellations of timers and activities, start delays,
 *   summaries and details, requests of cancellation, starts and signals refused as duplicates. Heartbeats and
 *   queries leave no trace in a history; journeys use neither.
 */
export const billedActions = (history: History): number => {
  const events = history.events ?? [];
  const attempts = events.reduce((sum, event) => sum + retriesOf(event), 0);
  const localTasks = new Set(events.filter(isLocalActivity).map((event) => String(taskOf(event))));
  return events.reduce((sum, event) => sum + (price[event.eventType!] ?? 0), 0) + attempts + localTasks.size;
};

const price: Readonly<Partial<Record<number, number>>> = {
  [EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED]: 1,
  [EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED]: 1,
  [EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED]: 1,
  [EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED]: 1,
  [EventType.EVENT_TYPE_TIMER_STARTED]: 1,
  [EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED]: 1,
  [EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES]: 1,
  [EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED]: 2,
};

/** Attempts beyond the first, which the price of the scheduled event covers. */
const retriesOf = (event: HistoryEvent): number =>
  Math.max(0, (event.activityTaskStartedEventAttributes?.attempt ?? 1) - 1);

const isLocalActivity = (event: HistoryEvent): boolean =>
  event.markerRecordedEventAttributes?.markerName === 'core_local_activity';

const taskOf = (event: HistoryEvent) => event.markerRecordedEventAttributes?.workflowTaskCompletedEventId;

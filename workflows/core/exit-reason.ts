import type { EventType } from '../../domain/events.ts';
import type { WithheldReason } from '../../domain/reasons.ts';

const reasons: Partial<Record<EventType, WithheldReason>> = {
  'order.placed': 'bought',
  'cart.emptied': 'cart_emptied',
};

/** Why a step ended with its run: by the exit `event`, or because somebody cancelled the run. */
export const stoppedReason = (event: EventType | undefined): WithheldReason =>
  event === undefined ? 'run_over' : (reasons[event] ?? 'exited');

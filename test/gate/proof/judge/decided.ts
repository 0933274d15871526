import type { Played } from '../play/played.ts';
import { seenBy } from '../history/timeline.ts';
import { aboutCart, type JourneyName } from '../story/story.ts';
import { dayMillis, type Decided } from './check.ts';

export const journeyOf = ({ step }: Decided): JourneyName => step.input.journey as JourneyName;
export const personOf = ({ step }: Decided, { story }: Played) => story.people[step.who]!;
export const isAboutCart = (decided: Decided): boolean => aboutCart.includes(journeyOf(decided));
/** One product decides whether there is anything to show. */
export const isAboutProduct = (decided: Decided): boolean => isAboutCart(decided) || journeyOf(decided) === 'refill';
export const isText = ({ step }: Decided): boolean => step.input.channel === 'sms';

/** Of what a check is not about. */
export const always = [true] as const;

/** When somebody last did anything, in each state that may have been seen. */
export const actedAt = ({ step, when }: Decided, { history }: Played) => seenBy(history.acted[step.who]!, when);

/** Since when the shop has known of them. */
export const knownSince = (decided: Decided, played: Played): number =>
  played.start - personOf(decided, played).knownFor * dayMillis;

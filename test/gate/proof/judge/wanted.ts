import { seenBy } from '../history/timeline.ts';
import { type Check, dayMillis, hourMillis, isMarketing } from './check.ts';
import { aboutOrder } from '../story/story.ts';
import { always, isAboutCart, journeyOf, personOf } from './decided.ts';

/** How early a timer may fire, in milliseconds. */
const early = 1_000;

/** Whether anybody still wanted the message. */
export const wanted: readonly Check[] = [
  { name: 'due', reasons: [], holds: ({ at, dueAt }) => [at >= dueAt - early] },
  {
    name: 'of use',
    reasons: [],
    // What a campaign says is of use for as long as the campaign holds.
    holds: (decided) => [journeyOf(decided) === 'sale' || decided.at <= decided.expiresAt],
  },
  {
    name: 'run not ended',
    reasons: ['bought'],
    holds: ({ step, when }, { history }) => seenBy(history.exit[step.run]!, when).map((exit) => exit === null),
  },
  {
    name: 'cart not emptied',
    reasons: ['cart_emptied'],
    holds: (decided, { history }) =>
      isAboutCart(decided)
        ? seenBy(history.cart[decided.step.who]!, decided.when).map((state) => state === 'open')
        : always,
  },
  {
    name: 'left alone for an hour',
    reasons: [],
    holds: ({ step, when, at }, { history }) =>
      step.input.idle
        ? seenBy(history.touched[step.run]!, when).map((touched) => at >= touched + hourMillis - early)
        : always,
  },
  {
    name: 'newest cart',
    reasons: ['newer_cart'],
    holds: (decided, { history }) =>
      isAboutCart(decided) ? seenBy(history.newerCart[decided.step.who]!, decided.when).map((newer) => !newer) : always,
  },
  {
    name: 'sign-up waits',
    reasons: ['confirmation_over'],
    holds: (decided, played) => {
      const { signUp, address } = personOf(decided, played);
      return journeyOf(decided) === 'signUp'
        ? [address && signUp !== null && decided.at < played.start + signUp * hourMillis]
        : always;
    },
  },
  {
    name: 'order stands',
    reasons: ['order_over'],
    holds: (decided, { history }) =>
      aboutOrder.includes(journeyOf(decided))
        ? seenBy(history.order[decided.step.who]!, decided.when).map((state) => state !== 'over')
        : always,
  },
  {
    name: 'order not late',
    reasons: ['order_late'],
    holds: (decided, { history }) =>
      journeyOf(decided) === 'ask'
        ? seenBy(history.order[decided.step.who]!, decided.when).map((state) => state !== 'late')
        : always,
  },
  {
    name: 'order still late',
    reasons: ['delay_over'],
    holds: (decided, { history }) =>
      journeyOf(decided) === 'late'
        ? seenBy(history.order[decided.step.who]!, decided.when).map((state) => state === 'late')
        : always,
  },
  {
    name: 'buyers left alone',
    reasons: ['recent_buyer'],
    holds: (decided, played) => {
      const isExempt = !isMarketing(decided) || ['service', 'post-purchase'].includes(decided.step.input.rank);
      const pause = played.story.house.buyersPause * dayMillis;
      return isExempt
        ? always
        : seenBy(played.history.ordered[decided.step.who]!, decided.when).map(
            (bought) => bought === null || decided.at >= bought + pause,
          );
    },
  },
];

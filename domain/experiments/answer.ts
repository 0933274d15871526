/** Why something cannot be said. */
export const unanswerable = {
  no_customers: 'An arm has nobody in it.',
  one_customer: 'An arm has one customer, which shows no spread.',
  no_variation: 'Every customer of both arms has the same outcome: there is no spread to judge by.',
  control_near_zero: 'The control arm brings so little that a change in percent of it has no bounds.',
  bad_number: 'A figure is not a finite number, or a spread is negative.',
  bad_option: 'An option is out of its range.',
  one_arm: 'There is nothing to compare: it takes two arms or more, of which one is the control.',
} as const;

export type Why = keyof typeof unanswerable;

/** A figure, or why there is none; never NaN and never a silent guess. */
export type Answer<Known> = Known | { readonly unanswerable: Why };

export const isKnown = <Known extends object>(answer: Answer<Known>): answer is Known => !('unanswerable' in answer);

import type { Answer, Why } from '../answer.ts';
import type { Sample } from './sample.ts';

/** Why nothing can be said about the difference of these arms; undefined when something can. */
export const flawOf = (...samples: readonly Sample[]): Why | undefined => {
  const figures = samples.flatMap(({ customers, mean, variance }) => [customers, mean, variance]);
  if (figures.some((one) => !Number.isFinite(one)) || samples.some(({ variance }) => variance < 0)) return 'bad_number';
  if (samples.some(({ customers }) => customers < 1)) return 'no_customers';
  if (samples.some(({ customers }) => customers < 2)) return 'one_customer';
  if (samples.every(({ variance }) => variance === 0)) return 'no_variation';
  return undefined;
};

/** `calculate`, unless the arms have a flaw; figures too large or too small to calculate with are one. */
export const unlessFlawed = <Known extends object>(
  samples: readonly Sample[],
  calculate: () => Answer<Known>,
): Answer<Known> => {
  const flaw = flawOf(...samples);
  return flaw ? { unanswerable: flaw } : finite(calculate());
};

/** The answer, unless one of its figures is none. */
export const finite = <Known extends object>(answer: Answer<Known>): Answer<Known> => {
  const isFinite = Object.values(answer).every((figure) => typeof figure !== 'number' || Number.isFinite(figure));
  return isFinite ? answer : { unanswerable: 'bad_number' };
};

/** Whether it can be a chance of error, such as 0.05. */
export const isLevel = (alpha: number): boolean => alpha > 0 && alpha < 1;

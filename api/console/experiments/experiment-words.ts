import { experimentInWords } from '../../../domain/experiments/report/name.ts';
import { journeyWords } from '../parts/words.ts';

/** What an experiment is about, for people: `all marketing (2026-Q4)`, `cart abandonment`, `cart abandonment, cart-offer`. */
export const experimentWords = (experiment: string, arms: readonly string[]): string => {
  const [, journey = '', rest = ''] = /^([^/ ]+)(.*)$/u.exec(experimentInWords(experiment, arms)) ?? [];
  const named = journey === 'all' ? 'all' : journeyWords(journey).toLowerCase();
  return `${named}${rest.replace('/', ', ')}`;
};

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

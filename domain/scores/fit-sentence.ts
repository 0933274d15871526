import type { FitOutcome } from './models.ts';

/** What became of a fit, for people. */
export const fitSentence = (fit: FitOutcome): string => {
  switch (fit.outcome) {
    case 'promoted':
      return `${fit.kind}: version ${fit.version} is in use`;
    case 'worse_than_baseline':
      return `${fit.kind}: version ${fit.version} is kept and not used: it foresees worse than the baseline`;
    case 'worse_than_last':
      return `${fit.kind}: version ${fit.version} is kept and not used: it foresees worse than the one in use`;
    case 'too_little_data': {
      const counts = Object.entries(words).flatMap(([what, word]) => {
        const needs = fit.needs[what];
        return needs === undefined ? [] : [`${fit.has[what] ?? 0} of ${needs} ${word}`];
      });
      return `${fit.kind}: no model, there is too little data: ${counts.join(', ')}`;
    }
    case 'unfittable':
    default:
      return `${fit.kind}: no model, the data do not determine one (${fit.code})`;
  }
};

const words: Readonly<Record<string, string>> = {
  customers: 'customers',
  repeatCustomers: 'customers who bought again',
  days: 'days since the first order',
  gaps: 'times that somebody bought a product again',
};

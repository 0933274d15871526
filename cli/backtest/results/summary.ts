import type { Figures } from './figures.ts';
import { measures, type Stranger } from './strangest.ts';
import { counted, reasonWords, shareOf } from './words.ts';

const day = (instant: string): string => instant.slice(0, 10);

const total = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

/** What a backtest came to, as lines for a terminal. */
export const summaryOf = (figures: Figures, strangest: readonly Stranger[]): readonly string[] => {
  const { steps, runs } = figures;
  const sent = total(steps.filter(({ outcome }) => outcome === 'sent'));
  const journeys = [...new Set(runs.map(({ journey }) => journey))];
  return [
    `${counted(figures.events)} events of ${counted(figures.customers)} customers${figures.events > 0 ? `, ${day(figures.first)} to ${day(figures.last)}` : ''}`,
    ...Object.entries(figures.fates)
      .toSorted(([, a], [, b]) => b - a)
      .map(([fate, count]) => `  ${counted(count).padStart(8)} ${fate}`),
    '',
    `${counted(sent)} messages would have gone out, to ${counted(figures.reached)} customers`,
    ...(figures.sentAfterLast > 0
      ? [
          `  ${counted(figures.sentAfterLast).padStart(8)} of them after the last event (${shareOf(figures.sentAfterLast, sent)})`,
        ]
      : []),
    ...journeys.flatMap((journey) => ofJourney(figures, journey)),
    '',
    'Messages a customer, in the fullest seven days: ' +
      (figures.fullestWeek.map(({ messages, customers }) => `${messages} for ${counted(customers)}`).join(', ') ||
        'none'),
    '',
    strangest.length === 0 ? 'No customer is stranger than the others.' : 'The strangest customers:',
    ...strangest.map(
      ({ customer, bits, figures: theirs, because }) =>
        `  ${customer}  ${bits.toFixed(1)} bits: ${because.map(({ measure }) => `${theirs[measure]} ${measures[measure]}`).join(', ') || 'nothing of theirs alone is rare'}`,
    ),
  ];
};

const ofJourney = ({ steps, runs }: Figures, journey: string): readonly string[] => {
  const own = steps.filter((step) => step.journey === journey);
  return [
    '',
    `${journey}: ${counted(total(runs.filter((run) => run.journey === journey)))} runs`,
    ...runs
      .filter((run) => run.journey === journey)
      .map(({ outcome, count }) => `  ${counted(count).padStart(8)} ${outcome}`),
    ...own.map(
      ({ outcome, reason, count }) =>
        `  ${counted(count).padStart(8)} steps ${outcome}${reason ? `: ${reasonWords(reason)} (${reason})` : ''}`,
    ),
  ];
};

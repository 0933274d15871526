import { SingleBar } from 'cli-progress';
import type { ScoringProgress } from '../../../activities/score-base/score-store.ts';

const words: Readonly<Record<ScoringProgress['step'], string>> = {
  counting: 'counting orders',
  fitting: 'fitting models',
  scoring: 'scoring',
  signals: 'signals',
};

/** Shows how far a store's scoring is, on a terminal; in a log there is no bar. */
export const showScoring = (store: string): { progress(done: ScoringProgress): void; stop(): void } => {
  if (!process.stderr.isTTY) return { progress: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: `${store} {step} {bar} {percentage} % | {value} customers | {eta_formatted} left`,
    clearOnComplete: true,
    gracefulExit: false,
  });
  bar.start(1, 0, { step: words.counting });
  return {
    progress: ({ step, scored, customers }) => {
      bar.setTotal(Math.max(1, customers));
      bar.update(scored, { step: words[step] });
    },
    stop: () => bar.stop(),
  };
};

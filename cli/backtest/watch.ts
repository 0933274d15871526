import { SingleBar } from 'cli-progress';
import type { Watcher } from './backtest.ts';

/** Problems that are shown one by one. */
const mostShown = 20;

/** Shows how far a backtest is on a terminal, and what is wrong with the input; in a log there is no bar. */
export const watch = (name: string): Required<Watcher> & { stop(): void } => {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: `${name} {bar} {percentage} % | {value} events | {day} | {eta_formatted} left`,
        clearOnComplete: true,
        gracefulExit: false,
      })
    : undefined;
  let problems = 0;
  let isOver = false;
  const notes = new Map<string, number>();
  return {
    begin: (lines) => bar?.start(lines, 0, { day: '' }),
    progress: (events, at) => {
      // A line may be several events: the bar never seems to be over before it is.
      bar?.setTotal(Math.max(bar.getTotal(), events));
      bar?.update(events, { day: new Date(at).toISOString().slice(0, 10) });
    },
    problem: (line, why) => {
      problems += 1;
      if (problems <= mostShown) console.error(`${name}:${line}: ${why}; it is left out`);
    },
    note: (what) => void notes.set(what, (notes.get(what) ?? 0) + 1),
    stop: () => {
      if (isOver) return;
      isOver = true;
      bar?.stop();
      if (problems > mostShown) console.error(`${problems} lines in all are no events, and were left out`);
      for (const [what, times] of notes) console.error(`${times} times: ${what}`);
    },
  };
};

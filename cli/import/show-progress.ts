import { MultiBar } from 'cli-progress';
import type { Watcher } from './import-file.ts';

/** Shows a file's progress on a terminal, and its problems as they come; in a log there is no bar. */
export const showProgress = (file: string, size: number): Watcher & { stop(): void } => {
  const bars = process.stderr.isTTY
    ? new MultiBar({
        format: `${file} {bar} {percentage} % | {rows} rows | {eta_formatted} left`,
        clearOnComplete: true,
        // Ctrl-C ends the import, and leaves nothing of the terminal changed.
        gracefulExit: false,
        linewrap: true,
      })
    : undefined;
  const bar = bars?.create(size, 0, { rows: 0 });
  return {
    problem: ({ line, column, why }) => {
      const text = `${file}:${line}: ${column === undefined ? '' : `${column}: `}${why}`;
      // The bars draw what is logged above themselves.
      if (bars) bars.log(`${text}\n`);
      else console.error(text);
    },
    progress: (bytes, rows) => bar?.update(bytes, { rows }),
    stop: () => {
      // What was logged last is drawn with the bars, not when they stop.
      bars?.update();
      bars?.stop();
    },
  };
};

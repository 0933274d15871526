import { MultiBar } from 'cli-progress';
import type { Watcher } from './import-file.ts';

/** Shows a file's progress on a terminal, and its problems as they come; in a log there is no bar. */
export const showProgress = (file: string, size: number): Watcher & { stop(): void } => {
  const bars = new MultiBar({
    format: `${file} {bar} {percentage} % | {rows} rows | {eta_formatted} left`,
    clearOnComplete: true,
    hideCursor: true,
  });
  const isTerminal = process.stderr.isTTY;
  const bar = isTerminal ? bars.create(size, 0, { rows: 0 }) : undefined;
  return {
    problem: ({ line, column, why }) => {
      const text = `${file}:${line}: ${column === undefined ? '' : `${column}: `}${why}`;
      if (isTerminal) bars.log(`${text}\n`);
      else console.error(text);
    },
    progress: (bytes, rows) => bar?.update(bytes, { rows }),
    stop: () => bars.stop(),
  };
};

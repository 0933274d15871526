import { SingleBar } from 'cli-progress';
import type { Watcher } from './import-file.ts';

/** Puts the cursor where the bar begins, and wipes it: the bar is drawn again below what is written then. */
const wipeBar = '\r\u001B[2K';

/** Shows a file's progress on a terminal, and its problems as they come; in a log there is no bar. */
export const showProgress = (file: string, size: number): Watcher & { stop(): void } => {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: `${file} {bar} {percentage} % | {rows} rows | {eta_formatted} left`,
        clearOnComplete: true,
        hideCursor: true,
      })
    : undefined;
  bar?.start(size, 0, { rows: 0 });
  return {
    problem: ({ line, column, why }) => {
      const text = `${file}:${line}: ${column === undefined ? '' : `${column}: `}${why}\n`;
      process.stderr.write(bar ? `${wipeBar}${text}` : text);
    },
    progress: (bytes, rows) => bar?.update(bytes, { rows }),
    stop: () => bar?.stop(),
  };
};

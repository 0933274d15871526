import { readFileSync } from 'node:fs';

/** The last lines of a log file, for an error's message; empty when it cannot be read. */
export const logTail = (file: string, lines = 5): string => {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
};

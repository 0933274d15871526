import { afterEach, expect, test, vi } from 'vitest';
import { showProgress } from '../../cli/import/show-progress.ts';

const wasTerminal = process.stderr.isTTY;
afterEach(() => {
  process.stderr.isTTY = wasTerminal;
  vi.restoreAllMocks();
});

const shown = (isTerminal: boolean): string => {
  process.stderr.isTTY = isTerminal;
  let text = '';
  const write = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  vi.spyOn(console, 'error').mockImplementation((line) => void write(`${line}\n`));
  const progress = showProgress('orders.csv', 100);
  progress.progress(40, 4);
  progress.problem({ line: 5, column: 'total', why: 'is empty' });
  progress.stop();
  return text;
};

test('on a terminal there is a bar, and a problem told at the very end is not lost', () => {
  expect(shown(true)).toMatch(/orders\.csv:5: total: is empty\n[^]*orders\.csv =.* 40 % \| 4 rows/);
});

test('in a log there are the problems and nothing else', () => {
  expect(shown(false)).toBe('orders.csv:5: total: is empty\n');
});

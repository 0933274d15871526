import type { Answer, Try } from './send.ts';
import { leakIn } from './leaks.ts';

/** `202 ×812, 422 ×7310`. */
export const tallyOf = (answers: readonly Answer[]): string => {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status} ×${count}`)
    .join(', ');
};

/** What is wrong with the answers: each server error and each word of our inside, with the try that brought it out. */
export const faultsOf = (tries: readonly Try[], answers: readonly Answer[]): readonly string[] =>
  answers.flatMap(({ status, headers, text }, index) => {
    const leak = leakIn(`${JSON.stringify(headers)}\n${text}`);
    if (status < 500 && leak === undefined) return [];
    const { from, method, path, body } = tries[index]!;
    const sent = `${from}: ${method} ${path.slice(0, 200)} ${String(body ?? '').slice(0, 600)}`;
    return [
      `${status}${leak === undefined ? '' : ` tells ${JSON.stringify(leak)}`}: ${sent}\n → ${text.slice(0, 300)}`,
    ];
  });

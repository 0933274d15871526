import type { Outcome } from './outcome.ts';

/** The start of a message, where the counterexample is; the whole is in the log. */
const lines = 25;

interface Pass {
  readonly seed: number;
  /** The files that were to run. */
  readonly asked: readonly string[];
  readonly seconds: number;
  /** Where all that the tests said is kept. */
  readonly log: string;
}

/** What came of a pass, as it is printed. */
export const wordsOf = (
  { files, passed, skipped, failures }: Outcome,
  { seed, asked, seconds, log }: Pass,
): readonly string[] => {
  const counted = `seed ${seed}: ${files} files, ${passed} tests passed, ${failures.length} failed, ${skipped} skipped, in ${seconds.toFixed(0)} s`;
  if (failures.length === 0) return [counted];
  const known = [...new Set(failures.flatMap(({ file }) => file ?? []))];
  return [
    counted,
    ...failures.flatMap(({ file, what, why }) => [
      '',
      `FAILED ${file === undefined ? what : `${file}: ${what}`}`,
      ...why
        .split('\n')
        .filter((line) => !/^\s+at .*node_modules/u.test(line))
        .slice(0, lines)
        .map((line) => `  ${line}`),
    ]),
    '',
    `All that was said: ${log}`,
    `Again: RELANCE_SEED=${seed} npm test -- ${(known.length > 0 ? known : asked).join(' ')}`,
  ];
};

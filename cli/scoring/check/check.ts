import { checkReferenceValues, tolerances } from './check-reference-values.ts';
import { readReferenceValues } from './read-reference-values.ts';

/** `npm run score -- check`: the largest relative error of each model and column. */
export const check = async (path: string): Promise<void> => {
  const found = checkReferenceValues(await readReferenceValues(path));
  let beyond = 0;
  for (const { model, rows, errors } of found) {
    console.log(`${model}: ${rows} lines`);
    for (const [column, error] of Object.entries(errors)) {
      const verdict = error.beyond === 0 ? '' : `  BEYOND in ${error.beyond} lines`;
      console.log(`  ${column.padEnd(22)} ${error.largest.toExponential(1)}  (line ${error.line})${verdict}`);
      beyond += error.beyond;
    }
  }
  console.log(
    beyond === 0
      ? `All within ${tolerances.usual} (expected orders where a is near 1: ${tolerances.nearOne}).`
      : `${beyond} values are beyond their tolerance (${tolerances.usual}; where a is near 1: ${tolerances.nearOne}).`,
  );
  if (beyond > 0) process.exitCode = 1;
};

import { readFileSync } from 'node:fs';
import { importersOf, testFiles } from './imports.ts';

/** What changes the process that loads it, for good: the SDK hooks promises and stack traces, and starts its runtime once. */
const hooking = ['cli/simulator/sandbox.ts', '@temporalio/worker'] as const;

/** An import whose file is known only when it runs, and with it what that file loads. */
const unforeseen = /\bimport\((?!')/u;

/**
 * The test files that need a process to themselves, from the root of the project: those that import what hooks the
 * process, themselves or through others, and those of which it cannot be told. All others share processes, and load the modules of the product once for all.
 */
export const ownProcessFiles = (): readonly string[] => {
  const hooks = importersOf(...hooking);
  return testFiles().filter(
    (name) => unforeseen.test(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')) || hooks(name),
  );
};

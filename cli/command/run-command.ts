import type { Command } from 'commander';

/** Runs a command line; an error that says its own remedy is shown without the code's lines. Exit code 1 on any. */
export const runCommand = (program: Command): void => {
  program.parseAsync().catch((error: unknown) => {
    console.error(error instanceof Error && 'code' in error && error.name !== 'Error' ? error.message : error);
    process.exitCode = 1;
  });
};

import { startVitest } from 'vitest/node';

// Runs test files with the settings of `npm test`; their results go to a file of their own (a reporter's file named on the
// command line of vitest gives way to the one of the settings). Arguments: where to, and the files.

const [outputFile, ...files] = process.argv.slice(2);
const vitest = await startVitest('test', files, {
  config: 'test/vitest.config.ts',
  watch: false,
  reporters: ['default', ['json', { outputFile: outputFile! }]],
});
await vitest.close();

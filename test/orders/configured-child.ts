import { startVitest } from 'vitest/node';

// Runs test/orders/configured as `npm test` would, without its servers, and prints what the tests say.
const vitest = await startVitest('test', ['test/orders/configured/'], {
  config: 'test/vitest.config.ts',
  watch: false,
  globalSetup: [],
  reporters: [{ onUserConsoleLog: ({ content }) => void process.stdout.write(content) }],
});
await vitest.close();

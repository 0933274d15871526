import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    reporters: ['default', ['json', { outputFile: '.relance/test-results.json' }]],
    globalSetup: ['test/stack/global-setup.ts'],
    // The native Temporal bridge crashes in worker threads.
    pool: 'forks',
    // Most files wait for processes and timers: three at a time use two cores well.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

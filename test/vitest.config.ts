import { configDefaults, defineConfig } from 'vitest/config';
import { ownProcessFiles } from './stack/own-process.ts';
import { seed } from './stack/seed.ts';

const root = new URL('..', import.meta.url).pathname;
const ownProcess = ownProcessFiles();
const drawnCases = 'test/stack/drawn-cases.ts';

// Drawn once, where it is drawn: every process of the run reads the same.
process.env['RELANCE_SEED'] = String(seed);

const settings = {
  root,
  // The native Temporal bridge crashes in worker threads.
  pool: 'forks',
  // Most files wait for processes and timers: three at a time use two cores well.
  maxWorkers: 3,
  testTimeout: 30_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    ...settings,
    reporters: ['default', ['json', { outputFile: '.relance/test-results.json' }]],
    globalSetup: ['test/stack/global-setup.ts'],
    projects: [
      {
        test: {
          ...settings,
          name: 'own process',
          include: [...ownProcess],
          isolate: true,
          setupFiles: [drawnCases],
        },
      },
      {
        test: {
          ...settings,
          name: 'shared process',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...configDefaults.exclude, ...ownProcess],
          // Loading the product's modules takes longer than most files: each process does it once.
          isolate: false,
          setupFiles: [drawnCases, 'test/stack/leaves-nothing.ts'],
        },
      },
    ],
  },
});

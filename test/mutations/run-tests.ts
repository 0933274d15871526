import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest, type TestModule } from 'vitest/node';
import { seed } from '../stack/seed.ts';
import type { EndedTest } from './verdict.ts';

/**
 * Runs test files of many copies of the repository in one process, and tells of each how its tests ended.
 *
 * @param folder where the copies are.
 * @param files paths of test files, from that folder.
 * @param needsDatabase whether one of them needs PostgreSQL: it is there for all then.
 * @param ended called with each file as soon as its tests have ended.
 */
export const runTests = async (
  folder: string,
  { files, needsDatabase }: { readonly files: readonly string[]; readonly needsDatabase: boolean },
  ended: (file: string, tests: readonly EndedTest[]) => void,
): Promise<void> => {
  const vitest = await startVitest('test', [], {
    root: folder,
    config: false,
    watch: false,
    include: [...files],
    // A mistake is judged by the cases that its test is judged by without it.
    setupFiles: [fileURLToPath(new URL('../stack/drawn-cases.ts', import.meta.url))],
    env: { RELANCE_SEED: String(seed) },
    ...(needsDatabase && { globalSetup: [fileURLToPath(new URL('database-setup.ts', import.meta.url))] }),
    // The native Temporal bridge crashes in worker threads.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: [
      {
        onTestModuleEnd: (module: TestModule) =>
          ended(
            relative(folder, module.moduleId),
            [...module.children.allTests()].map((test) => ({
              title: test.fullName,
              failed: test.result().state === 'failed',
            })),
          ),
      },
    ],
  });
  await vitest.close();
};

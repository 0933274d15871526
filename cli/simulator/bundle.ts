import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/relance-bundles');

/** The journeys of the product. */
export const journeysPath = join(root, 'workflows/index.ts');

/**
 * The workflow bundle of `workflowsPath`, made once for the same sources: every test file of a run, and
 * every run until a source changes, takes it from the cache. Its modules are evaluated once, and not for each run as in
 * a worker, which costs more than a whole journey: they keep nothing (test/journeys/registry.test.ts), and are frozen.
 */
export const workflowBundle = async (workflowsPath: string): Promise<{ readonly code: string }> => {
  const file = join(cache, `${fingerprint(workflowsPath)}.js`);
  if (!existsSync(file)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      preloadModules: [workflowsPath],
      logger: new DefaultLogger('ERROR'),
    });
    mkdirSync(cache, { recursive: true });
    // Test files run side by side: a bundle appears whole or not at all.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
  }
  return { code: readFileSync(file, 'utf8') };
};

const fingerprint = (workflowsPath: string): string => {
  const hash = createHash('sha256').update('preloaded').update(workflowsPath);
  hash.update(createRequire(import.meta.url)('@temporalio/worker/package.json').version);
  for (const folder of ['workflows', 'domain', relative(root, dirname(workflowsPath))]) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((name) => name.endsWith('.ts')).toSorted()) {
      hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 24);
};

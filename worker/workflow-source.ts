import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The journeys' sources, which the worker bundles when there is no bundle. */
export const workflowsPath = beside(
  import.meta.url.endsWith('.ts') ? '../workflows/index.ts' : '../workflows/index.js',
);

/** Where `npm run build` puts the bundle, next to the compiled folders. */
export const builtBundle = beside('../workflow-bundle.js');

/** The journeys' code: the bundle at `configured`, the built one, or the sources. */
export const workflowSource = (configured?: string): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> => {
  if (configured) return { workflowBundle: { codePath: configured } };
  return existsSync(builtBundle) ? { workflowBundle: { codePath: builtBundle } } : { workflowsPath };
};

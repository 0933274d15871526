import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The sources of the journeys and of scheduled runs, which the worker bundles when there is no bundle. */
export const workflowsPath = beside(
  import.meta.url.endsWith('.ts') ? '../workflows/upkeep/bundle.ts' : '../workflows/upkeep/bundle.js',
);

/** Where `npm run build` puts the bundle, next to the compiled folders. */
const builtBundle = beside('../workflow-bundle.js');

/** The bundle whose workflows hand the text of their failures to the payload codec, beside the usual one. */
export const encryptingBundle = (bundle: string): string => bundle.replace(/(\.js)?$/, '-encrypted$1');

/**
 * The journeys' code: the bundle at `configured`, the built one, or the sources. The failure converter is part
 * of a bundle, so there are two of each.
 */
export const workflowSource = (
  configured: string | undefined,
  isEncrypting: boolean,
): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> => {
  const named = (bundle: string): string => (isEncrypting ? encryptingBundle(bundle) : bundle);
  if (configured) return { workflowBundle: { codePath: named(configured) } };
  const built = named(builtBundle);
  return existsSync(built) ? { workflowBundle: { codePath: built } } : { workflowsPath };
};

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { failureConverterPath } from '../temporal/data-converter.ts';
import { encryptingBundle, workflowsPath } from './workflow-source.ts';

const target = join(fileURLToPath(new URL('../dist', import.meta.url)), 'workflow-bundle.js');
mkdirSync(dirname(target), { recursive: true });
for (const [file, options] of [
  [target, {}],
  [encryptingBundle(target), { failureConverterPath }],
] as const) {
  const { code } = await bundleWorkflowCode({ workflowsPath, ...options });
  writeFileSync(file, code);
}

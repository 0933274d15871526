import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { workflowsPath } from './workflow-source.ts';

const target = join(fileURLToPath(new URL('../dist', import.meta.url)), 'workflow-bundle.js');
const { code } = await bundleWorkflowCode({ workflowsPath });
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, code);

import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { workflowBundle } from '../faults/cast/workflow-bundle.ts';

/** Bundles the journeys into the file that it is told: it appears whole or not at all. */
const [file] = process.argv.slice(2);
const folder = mkdtempSync(`${file}-`);
renameSync(await workflowBundle(folder), file!);
rmSync(folder, { recursive: true });

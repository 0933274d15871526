import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workflowsPath } from '../../../worker/workflow-source.ts';

let made: Promise<string> | undefined;

/** The journeys' bundle, made once a run as a release does, so that a restarted worker is there at once. */
export const workflowBundle = async (folder: string): Promise<string> => {
  made ??= bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') }).then(({ code }) => {
    const file = join(folder, 'workflow-bundle.js');
    writeFileSync(file, code);
    return file;
  });
  return made;
};

import { afterAll, beforeAll } from 'vitest';
import { journeysPath, workflowBundle } from './bundle.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { simulate, type SimulationOptions } from './simulate.ts';

/** A simulator for the tests of a file, over the product's journeys or those of another registry. */
export const useSimulator = (workflowsPath = journeysPath) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(await workflowBundle(workflowsPath));
  });
  afterAll(() => sandbox.close());
  return (journey: Parameters<typeof simulate>[1], options?: SimulationOptions) => simulate(sandbox, journey, options);
};

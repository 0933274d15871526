import { afterAll, beforeAll } from 'vitest';
import { journeysPath, workflowBundle } from '../../cli/simulator/bundle.ts';
import { openSandbox, type Sandbox } from '../../cli/simulator/sandbox.ts';
import { simulate, type SimulationOptions } from '../../cli/simulator/simulate.ts';

/** A simulator for the tests of a file, over the product's journeys or those of another registry. */
export const useSimulator = (workflowsPath = journeysPath) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(await workflowBundle(workflowsPath));
  });
  afterAll(() => sandbox.close());
  return (journey: Parameters<typeof simulate>[1], options?: SimulationOptions) => simulate(sandbox, journey, options);
};

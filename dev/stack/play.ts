import { startDemo } from '../demo/start-demo.ts';
import { welcome } from '../terminal/welcome.ts';
import type { StackContext } from './context.ts';
import { startStack } from './start.ts';

/**
 * Starts the stack and its demo store, and says where to look. Resolves with the reason when one of its
 * processes ends.
 */
export const play = async (context: StackContext): Promise<string> => {
  const { folders, options, report, teardown } = context;
  const { file, children, shopPort } = await startStack(context);
  const { api, demoKey, database, clock } = file;
  welcome(report, file, folders);
  if (options.demoStore && clock) {
    const stack = { api, demoKey, database, clock };
    const demo = await startDemo(stack, { print: (line) => report.line(line), shopPort });
    await teardown.add('store', () => demo.stop());
  }
  return Promise.race(
    children.map(async ({ name, ended }) => {
      const { code, signal } = await ended;
      return `The ${name} ended with ${signal ?? `code ${code}`}; its log is in ${folders.logs}.`;
    }),
  );
};

import { resolve } from 'node:path';
import { type Environment, ConfigurationError, readEnvironment } from '../../config/read.ts';
import { readOrExit } from '../../config/read-or-exit.ts';
import { sharedVariables } from '../../config/variables.ts';
import { readStackFile } from '../../dev/data/stack-file.ts';
import type { DemoClock } from '../../domain/time/clock.ts';

export interface FoundDatabase {
  readonly url: string;
  readonly demoClock: DemoClock | undefined;
  /** Keys the hashes of erased names. */
  readonly erasureKey: Uint8Array | undefined;
  /** Where the address was found, for people. */
  readonly from: string;
}

/** Where `npm start` writes the addresses of what it started. */
const stackFolder = '.relance';

/** DATABASE_URL wins; without it the stack that runs in this folder. Ends the process when there is neither. */
export const findDatabase = (environment: Environment): FoundDatabase => {
  const stack = environment['DATABASE_URL'] ? undefined : readStackFile(resolve(stackFolder));
  if (stack)
    return {
      url: stack.database,
      demoClock: stack.clock,
      erasureKey: Buffer.from(stack.erasureKey, 'base64'),
      from: `the stack running here, ${stackFolder}/stack.json`,
    };
  const { DATABASE_URL, RELANCE_CLOCK, ERASURE_KEY } = sharedVariables;
  const read = readOrExit(() => {
    if (!environment['DATABASE_URL']) {
      throw new ConfigurationError(
        'DATABASE_URL is not set, and no stack runs here. Set it, or start a stack with `npm start`.',
      );
    }
    return readEnvironment({ DATABASE_URL, RELANCE_CLOCK, ERASURE_KEY }, environment);
  });
  return { url: read.DATABASE_URL, demoClock: read.RELANCE_CLOCK, erasureKey: read.ERASURE_KEY, from: 'DATABASE_URL' };
};

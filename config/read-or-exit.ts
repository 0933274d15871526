import { ConfigurationError } from './read.ts';

/** What `read` reads; a wrong environment ends the process with its message alone. For entry points. */
export const readOrExit = <Config>(read: () => Config): Config => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
};

import { findTemporal } from '../../../dev/temporal/find.ts';

/** Searches with this process's own environment; the argument is where a server usually listens. */
const [usualAddress = ''] = process.argv.slice(2);

findTemporal({ environment: process.env, usualAddress, progress: (line) => console.error(line) }).then(
  (found) => console.log(JSON.stringify(found)),
  (error: unknown) => {
    console.error(error instanceof Error && 'code' in error ? error.message : error);
    process.exitCode = 1;
  },
);

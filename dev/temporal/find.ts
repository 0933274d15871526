import type { Candidate, FoundBinary, FoundServer, NotFound, Search } from './candidate.ts';
import { namedServer } from './candidates/address.ts';
import { downloadedBinary } from './candidates/download.ts';
import { builtBinary } from './candidates/go-build.ts';
import { binaryInCache } from './candidates/in-cache.ts';
import { listeningServer } from './candidates/listening.ts';
import { binaryOnPath } from './candidates/on-path.ts';
import { temporalCliVersion } from './version.ts';

const servers = [namedServer, listeningServer];
const binaries = [binaryOnPath, binaryInCache, downloadedBinary, builtBinary];

/**
 * A Temporal server to use, or a program to start one with; the first candidate that serves wins.
 *
 * @throws TemporalNotFoundError with all that was tried and the three ways out.
 * @throws TemporalAddressError when TEMPORAL_ADDRESS names a server that does not answer.
 */
export const findTemporal = (search: Search): Promise<FoundServer | FoundBinary> =>
  firstOf<FoundServer | FoundBinary>([...servers, ...binaries], search);

/**
 * A program to start a server of our own with, whatever runs already: for tests.
 *
 * @throws TemporalNotFoundError
 */
export const findTemporalBinary = (search: Search): Promise<FoundBinary> => firstOf<FoundBinary>(binaries, search);

const firstOf = async <Found extends FoundServer | FoundBinary>(
  candidates: readonly Candidate<Found>[],
  search: Search,
): Promise<Found> => {
  const failures: NotFound[] = [];
  for (const candidate of candidates) {
    const result = await candidate(search);
    if (result.kind !== 'not-found') return result;
    failures.push(result);
  }
  throw new TemporalNotFoundError(failures);
};

/** Thrown when no Temporal can be had; the message fits one screen. */
export class TemporalNotFoundError extends Error {
  override readonly name = 'TemporalNotFoundError';
  readonly code = 'TEMPORAL_NOT_FOUND';
  constructor(failures: readonly NotFound[]) {
    super(
      [
        'Temporal was not found, and could not be downloaded or built. Tried, in this order:',
        '',
        ...failures.map((failure) => `  - ${failure.tried}: ${failure.because}`),
        '',
        'Three ways out; after any of them, run the same command again:',
        '',
        '  1. Install the Temporal command line, so that `temporal` is on the PATH:',
        '       macOS: brew install temporal      others: https://docs.temporal.io/cli#install',
        '  2. Install Go 1.24 or newer (https://go.dev/dl): Temporal ' +
          temporalCliVersion +
          ' is then built here, once.',
        '  3. Name a server that runs elsewhere (your own, or Temporal Cloud):',
        '       TEMPORAL_ADDRESS=host:7233 npm start',
      ].join('\n'),
    );
  }
}

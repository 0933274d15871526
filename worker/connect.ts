import { setTimeout as wait } from 'node:timers/promises';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Thrown when Temporal does not answer at start: the process ends, and whoever supervises it starts it again. */
export class TemporalAbsentError extends Error {
  override readonly name = 'TemporalAbsentError';
  readonly code = 'RELANCE_TEMPORAL_ABSENT';
  constructor(address: string, seconds: number, cause: unknown) {
    super(`Temporal at ${address} did not answer for ${seconds} s. Start it, or set TEMPORAL_ADDRESS to where it is.`, {
      cause,
    });
  }
}

/**
 * Connects to Temporal, trying again for `patienceMillis`: the SDK gives up after its first attempt.
 *
 * @throws TemporalAbsentError
 */
export const connectTemporal = async (
  options: NativeConnectionOptions,
  patienceMillis: number,
  logger: Logger,
): Promise<NativeConnection> => {
  const address = options.address ?? 'localhost:7233';
  const deadline = performance.now() + patienceMillis;
  for (let attempt = 1; ; attempt++) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      if (performance.now() > deadline)
        throw new TemporalAbsentError(address, Math.round(patienceMillis / 1000), error);
      if (attempt === 1) logger.warn({ host: address }, 'Temporal does not answer yet');
      await wait(500);
    }
  }
};

import { readTemporalConfig } from '../../../config/temporal.ts';
import { whySilent } from '../ask-server.ts';
import type { Candidate, FoundServer } from '../candidate.ts';

/**
 * The server named by `TEMPORAL_ADDRESS` (with the other standard variables: TLS, API key …).
 *
 * @throws TemporalAddressError when it is named and does not answer: whoever sets it means that server.
 */
export const namedServer: Candidate<FoundServer> = async ({ environment }) => {
  const address = environment['TEMPORAL_ADDRESS'];
  if (!address) return { kind: 'not-found', tried: 'TEMPORAL_ADDRESS', because: 'not set' };
  const silent = await whySilent(readTemporalConfig(environment).connectionOptions, 5000);
  if (silent) throw new TemporalAddressError(address, silent);
  return { kind: 'server', address, from: 'TEMPORAL_ADDRESS' };
};

/** Thrown when the named server cannot be used. */
export class TemporalAddressError extends Error {
  override readonly name = 'TemporalAddressError';
  readonly code = 'TEMPORAL_ADDRESS_SILENT';
  constructor(address: string, because: string) {
    super(
      `TEMPORAL_ADDRESS is ${address}, but no Temporal server answers there: ${because}\n` +
        'Start that server or correct the address; or unset TEMPORAL_ADDRESS, and one is started here.',
    );
  }
}

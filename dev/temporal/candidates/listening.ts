import { whySilent } from '../ask-server.ts';
import type { Candidate, FoundServer } from '../candidate.ts';
import { isListening } from '../is-listening.ts';

const usual = '127.0.0.1:7233';

/** A server that listens on Temporal's usual port of this machine. */
export const listeningServer: Candidate<FoundServer> = async ({ usualAddress: address = usual }) => {
  // Temporal's client would try for its whole timeout, at every start.
  const silent = !(await isListening(address)) || (await whySilent({ address }, 2000));
  if (!silent) return { kind: 'server', address, from: `a server that was listening on ${address}` };
  return { kind: 'not-found', tried: `a server on ${address}`, because: 'no Temporal answers there' };
};

import { whySilent } from '../ask-server.ts';
import type { Candidate, FoundServer } from '../candidate.ts';

const address = '127.0.0.1:7233';

/** A server that listens on Temporal's usual port of this machine. */
export const listeningServer: Candidate<FoundServer> = async () => {
  const silent = await whySilent({ address }, 1500);
  if (!silent) return { kind: 'server', address, from: `a server that was listening on ${address}` };
  return { kind: 'not-found', tried: `a server on ${address}`, because: 'no Temporal answers there' };
};

import type { Provider } from '../../../activities/providers/provider.ts';
import { keyed } from '../world.ts';

/** Takes everything at once and remembers when. */
export const taking = () => {
  const accepted: string[] = [];
  const provider: Provider = {
    ...keyed,
    send: async ({ key }) => {
      accepted.push(key);
      return { answer: 'accepted', id: `taken ${key}` };
    },
  };
  return { provider, accepted };
};

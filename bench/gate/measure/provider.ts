import type { Pace } from '../../../activities/pace/pace.ts';
import type { Provider } from '../../../activities/providers/provider.ts';

/** A provider that accepts at once: what is left is the gate's own time. */
export const acceptAll = (): Provider => {
  let accepted = 0;
  return {
    name: 'bench',
    supportsKey: true,
    keyTtlMillis: 24 * 3_600_000,
    replaysErrors: false,
    canList: false,
    maxBatch: 1,
    rateFromHeaders: false,
    perSecond: Number.POSITIVE_INFINITY,
    timeoutMillis: 5_000,
    send: async ({ key }) => {
      accepted += 1;
      return { answer: 'accepted', id: `${key}/${accepted}` };
    },
  };
};

/** Every call at once. */
export const unpaced: Pace = { take: async () => ({ may: 'call', giveBack: () => {} }), heed: async () => {} };

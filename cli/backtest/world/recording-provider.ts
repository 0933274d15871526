import type { Provider } from '../../../activities/providers/provider.ts';
import type { Pace } from '../../../activities/pace/pace.ts';

/** Accepts everything and gives it to nobody: that the gate sent it is in the ledger of the backtest's own database. */
export const recordingProvider: Provider = {
  name: 'backtest',
  supportsKey: true,
  keyTtlMillis: Number.POSITIVE_INFINITY,
  replaysErrors: false,
  canList: false,
  maxBatch: 1,
  rateFromHeaders: false,
  perSecond: Number.POSITIVE_INFINITY,
  timeoutMillis: 10_000,
  send: async ({ messageId }) => ({ answer: 'accepted', id: messageId }),
};

/** It takes as many as there are. */
export const noPace: Pace = {
  take: async () => ({ may: 'call', giveBack: () => {} }),
  heed: async () => {},
};

import { subscribe } from 'node:diagnostics_channel';

/**
 * Tells calls that never left this machine from calls whose answer was lost. Node's `fetch` reports both
 * as one error and the Resend SDK hides even that, so this listens to the events that its HTTP client
 * publishes (https://undici.nodejs.org, "Diagnostics Channel Support").
 */
export interface ConnectionWatch {
  /** Starts watching the call that carries `key` as its Idempotency-Key. */
  begin(key: string): WatchedCall;
}

export interface WatchedCall {
  /** True only with evidence: a connection to the host failed, and this call's headers were never written. */
  neverSent(): boolean;
  end(): void;
}

interface CallState {
  written: boolean;
  connectionFailed: boolean;
}

/** Watches the calls to the host of `baseUrl`. Made once per provider: the listeners stay for the process's life. */
export const watchConnections = (baseUrl: string): ConnectionWatch => {
  const { hostname } = new URL(baseUrl);
  const calls = new Map<string, Set<CallState>>();

  subscribe('undici:client:sendHeaders', (message) => {
    const { headers } = message as { headers?: unknown };
    const key = typeof headers === 'string' ? /^idempotency-key: (.*)\r$/im.exec(headers)?.[1] : undefined;
    // Without a readable key any call under way may be the one that was written.
    const written = key === undefined ? [...calls.values()] : [calls.get(key) ?? new Set<CallState>()];
    for (const states of written) for (const state of states) state.written = true;
  });
  subscribe('undici:client:connectError', (message) => {
    const { connectParams } = message as { connectParams?: { hostname?: string } };
    if (connectParams?.hostname !== hostname) return;
    for (const states of calls.values()) for (const state of states) state.connectionFailed = true;
  });

  return {
    begin: (key) => {
      const state: CallState = { written: false, connectionFailed: false };
      const states = calls.get(key) ?? new Set();
      calls.set(key, states.add(state));
      return {
        neverSent: () => state.connectionFailed && !state.written,
        end: () => {
          states.delete(state);
          if (states.size === 0) calls.delete(key);
        },
      };
    },
  };
};

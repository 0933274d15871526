import { connect } from 'node:net';

/** True when something takes TCP connections at `host:port`; on this machine it is known at once. */
export const isListening = (address: string, timeoutMillis = 1000): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname: host, port } = new URL(`tcp://${address}`);
    const socket = connect({ host, port: Number(port), timeout: timeoutMillis });
    const answer = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });

import { connect } from 'node:net';

/** What came back for bytes that no HTTP client would send. */
export interface RawAnswer {
  /** Of each answer, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
}

/** Writes `chunks` as they are to the server at `url` and reads until it closes, or until it is quiet for `quietMillis`. */
export const rawRequest = async (
  url: string,
  chunks: readonly (string | Buffer)[],
  quietMillis = 1500,
): Promise<RawAnswer> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => void received.push(bytes));
  // Cut off while writing: what was read so far is the answer.
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
  });
  socket.setTimeout(quietMillis, () => socket.destroy());
  for (const chunk of chunks) socket.write(chunk);
  await closed;
  const text = Buffer.concat(received).toString('latin1');
  return { statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)), text };
};

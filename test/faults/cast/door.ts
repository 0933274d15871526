import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * A TCP relay in front of a server, one for each process that uses it: what is held here was said by the
 * process and never heard by the server. So a process can be killed at an exact moment without a hook in it.
 */
export interface Door {
  readonly port: number;
  /** What the process says is kept from now on; what the server says still arrives. */
  hold(): void;
  /** Lets what was kept, and all that follows, through. */
  release(): void;
  /** Ends all connections; what was kept is thrown away, and new connections pass again. */
  cut(): void;
  /** Local ports of the connections to the server: how the server sees this process. */
  ports(): ReadonlySet<number>;
  stop(): Promise<void>;
}

interface Pair {
  readonly inner: Socket;
  readonly outer: Socket;
}

/** Opens a door to the server at `target`, which may come, go and come again. */
export const openDoor = async (target: { readonly host: string; readonly port: number }): Promise<Door> => {
  const pairs = new Set<Pair>();
  let held = false;

  const server = createServer({ pauseOnConnect: true, noDelay: true }, (inner) => {
    const outer = connect({ ...target, noDelay: true });
    const pair = { inner, outer };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      inner.destroy();
      outer.destroy();
    };
    for (const socket of [inner, outer]) socket.on('error', end).on('close', end);
    inner.on('data', (chunk) => {
      if (!outer.write(chunk)) inner.pause();
    });
    outer.on('drain', () => {
      if (!held) inner.resume();
    });
    outer.on('data', (chunk) => {
      if (!inner.write(chunk)) outer.pause();
    });
    inner.on('drain', () => void outer.resume());
    inner.on('end', () => void outer.end());
    outer.on('end', () => void inner.end());
    if (!held) inner.resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = (): void => {
    for (const { inner, outer } of pairs) {
      inner.destroy();
      outer.destroy();
    }
    pairs.clear();
    held = false;
  };
  return {
    port: (server.address() as AddressInfo).port,
    hold: () => {
      held = true;
      for (const { inner } of pairs) inner.pause();
    },
    release: () => {
      held = false;
      for (const { inner } of pairs) inner.resume();
    },
    cut,
    ports: () => new Set([...pairs].flatMap(({ outer }) => outer.localPort ?? [])),
    stop: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      cut();
      await closed;
    },
  };
};

import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../dev/free-port.ts';
import { projectFolder } from '../../../dev/data/folders.ts';
import { startChild } from '../../../dev/process/child.ts';
import type { Fault } from '../../fake-resend/faults.ts';
import { until } from '../until.ts';
import type { RecordedAcceptance } from './acceptance.ts';

/** A fault and the share of requests that meet it, from 0 to 1. */
export interface FaultShare {
  readonly fault: Fault;
  readonly share: number;
}

/** What the harness tells the provider's process. */
export type ProviderOrder =
  | { readonly order: 'fault'; readonly fault: Fault; readonly times?: number; readonly key?: string }
  | {
      readonly order: 'mix';
      readonly seed: number;
      readonly faults: readonly FaultShare[];
      readonly otherwise?: Fault;
    }
  | { readonly order: 'heal' }
  | { readonly order: 'forget-keys' }
  /** Whether its list of messages can be read. */
  | { readonly order: 'list'; readonly open: boolean }
  | { readonly order: 'count'; readonly key?: string };

export interface CastProvider {
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  /** The next `times` requests whose key starts with `key` meet the fault; without `times`, all until `heal`. */
  fault(fault: Fault, options?: { readonly times?: number; readonly key?: string }): Promise<void>;
  /** From now on each request meets a fault with its share, drawn from `seed`; the others meet `otherwise`. */
  mix(seed: number, faults: readonly FaultShare[], otherwise?: Fault): Promise<void>;
  heal(): Promise<void>;
  /** The life of its keys is over: the same key is accepted once more. */
  forgetKeys(): Promise<void>;
  /** Opens its list of messages, or closes it: nothing can then be looked up. Closed at the start. */
  list(open: boolean): Promise<void>;
  /** Requests received whose key is `key`. */
  requests(key?: string): Promise<number>;
  /** How many requests met each fault of the mix. */
  injected(): Promise<Readonly<Record<string, number>>>;
  /** Everything accepted so far, from its file. */
  acceptances(): readonly RecordedAcceptance[];
}

/** Starts the provider as a process of its own; its record is a file in `folder`. */
export const openProvider = async (
  folder: string,
  defer: (undo: () => Promise<void>) => void,
  name = 'acceptances.ndjson',
): Promise<CastProvider> => {
  const file = join(folder, name);
  const [port, orders] = [await freePort(), await freePort()];
  const child = startChild({
    name: 'provider',
    command: process.execPath,
    args: [
      '--import',
      import.meta.resolve('tsx'),
      fileURLToPath(new URL('./provider-child.ts', import.meta.url)),
      file,
      String(port),
      String(orders),
    ],
    folder: projectFolder,
    log: join(folder, 'provider.log'),
  });
  defer(() => child.stop());
  const tell = async (order: ProviderOrder): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${orders}`, { method: 'POST', body: JSON.stringify(order) });
    return response.json();
  };
  await until('the provider takes orders', async () =>
    tell({ order: 'heal' }).then(
      () => true,
      () => false,
    ),
  );
  const count = async (key?: string) =>
    (await tell({ order: 'count', ...(key !== undefined && { key }) })) as {
      readonly requests: number;
      readonly injected: Readonly<Record<string, number>>;
    };
  const read = recordReader(file);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    fault: async (fault, options = {}) => void (await tell({ order: 'fault', fault, ...options })),
    mix: async (seed, faults, otherwise) =>
      void (await tell({ order: 'mix', seed, faults, ...(otherwise && { otherwise }) })),
    heal: async () => void (await tell({ order: 'heal' })),
    forgetKeys: async () => void (await tell({ order: 'forget-keys' })),
    list: async (open) => void (await tell({ order: 'list', open })),
    requests: async (key) => (await count(key)).requests,
    injected: async () => (await count()).injected,
    acceptances: read,
  };
};

/** Reads what was appended since the last time; whole lines only. */
const recordReader = (file: string): (() => readonly RecordedAcceptance[]) => {
  const known: RecordedAcceptance[] = [];
  const chunk = Buffer.alloc(1 << 20);
  let offset = 0;
  let rest = '';
  return () => {
    if (!existsSync(file)) return known;
    const handle = openSync(file, 'r');
    try {
      for (let length = readSync(handle, chunk, 0, chunk.length, offset); length > 0;) {
        offset += length;
        const lines = (rest + chunk.toString('utf8', 0, length)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) known.push(JSON.parse(line) as RecordedAcceptance);
        length = readSync(handle, chunk, 0, chunk.length, offset);
      }
    } finally {
      closeSync(handle);
    }
    return known;
  };
};

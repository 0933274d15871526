import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoClock } from '../../domain/time/clock.ts';

/** `.relance/stack.json`: where everything is while the stack runs; for scripts. */
export interface StackFile {
  readonly api: string;
  readonly console: string;
  /** Who signs in to the console, and how. */
  readonly operator: { readonly name: string; readonly password: string };
  /** `host:port` of Temporal. */
  readonly temporal: string;
  /** Null when the server is not ours and its UI is unknown. */
  readonly temporalUi: string | null;
  readonly database: string;
  readonly demoKey: string;
  /** ERASURE_KEY of api and worker. */
  readonly erasureKey: string;
  readonly namespace: string;
  /** The store's compressed time; missing with the real clock. */
  readonly clock?: DemoClock;
  readonly pids: Readonly<Record<string, number>>;
}

const fileIn = (root: string): string => join(root, 'stack.json');

/** Written when the stack is ready, whole or not at all. */
export const writeStackFile = (root: string, content: StackFile): void => {
  const unfinished = `${fileIn(root)}.${process.pid}`;
  // It holds a key.
  writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, fileIn(root));
};

/** What runs on the data folder `root`; undefined when nothing does. */
export const readStackFile = (root: string): StackFile | undefined => {
  try {
    return JSON.parse(readFileSync(fileIn(root), 'utf8')) as StackFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

export const removeStackFile = (root: string): void => rmSync(fileIn(root), { force: true });

import { rmSync } from 'node:fs';
import type { Folders } from './folders.ts';

/** Deletes the state of earlier starts: the embedded cluster, our Temporal server's file, clock, key, logs. */
export const emptyFolders = (folders: Folders): void => {
  for (const folder of [folders.postgres, folders.state]) rmSync(folder, { recursive: true, force: true });
};

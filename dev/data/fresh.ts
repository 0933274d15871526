import { rmSync } from 'node:fs';
import type { Folders } from './folders.ts';

/**
 * Deletes what earlier starts left and is ours: the embedded cluster, our Temporal server's file, clock, key,
 * logs. A database of somebody else's keeps its rows, and so the clock and key that belong to them stay too.
 */
export const emptyFolders = (folders: Folders, databaseIsOurs = true): void => {
  const ours = databaseIsOurs ? [folders.postgres, folders.state] : [folders.temporal, folders.logs];
  for (const folder of ours) rmSync(folder, { recursive: true, force: true });
};

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scale } from '../part.ts';
import type { FaultRow } from './fault-row.ts';

/** A part that was run to its end, as kept on disk. */
export interface FinishedPart {
  readonly part: string;
  readonly seed: number;
  readonly scale: Scale;
  /** The commit that was checked out, with `+` when files differed from it. */
  readonly commit: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly rows: readonly FaultRow[];
}

/** The parts that are done, one JSON file each, so that stopping a long run loses one part at most. */
export const finishedParts = (folder: string) => {
  const fileOf = (part: string): string => join(folder, `${part}.json`);
  return {
    read: (part: string): FinishedPart | undefined =>
      existsSync(fileOf(part)) ? (JSON.parse(readFileSync(fileOf(part), 'utf8')) as FinishedPart) : undefined,
    write: (finished: FinishedPart): void => {
      mkdirSync(folder, { recursive: true });
      const unfinished = `${fileOf(finished.part)}.unfinished`;
      writeFileSync(unfinished, JSON.stringify(finished));
      renameSync(unfinished, fileOf(finished.part));
    },
  };
};

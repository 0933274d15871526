import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../domain/random.ts';
import { openCast } from './cast/cast.ts';
import type { Part, PlannedInjection, Scale } from './part.ts';
import type { FaultRow } from './report/fault-row.ts';
import { seedOf } from './seed.ts';

export interface PartRun {
  readonly seed: number;
  readonly scale: Scale;
  /** Holds one folder a part. */
  readonly folder: string;
  readonly progress: (line: string) => void;
  /** Which of the planned injections are run. */
  readonly isWanted?: (injection: PlannedInjection) => boolean;
}

/** What the seed draws for this part. */
export const planOf = (part: Part, { seed, scale }: Pick<PartRun, 'seed' | 'scale'>): readonly PlannedInjection[] =>
  part.plan(seededRandom(seedOf(seed, `${part.name}/plan`)), scale);

/** Runs one part from nothing; whatever it started is stopped, also when it fails. */
export const runPart = async (part: Part, run: PartRun): Promise<readonly FaultRow[]> => {
  const folder = join(run.folder, part.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const seed = seedOf(run.seed, part.name);
  const undo: (() => Promise<void> | void)[] = [];
  const defer = (one: () => Promise<void> | void): void => void undo.push(one);
  try {
    const context = { ...run, seed, random: seededRandom(seed), folder, defer };
    const rows = await part.run(
      {
        ...context,
        openCast: async (options = {}) => openCast({ seed, folder, defer, progress: run.progress }, options),
      },
      planOf(part, run).filter(run.isWanted ?? (() => true)),
    );
    return rows;
  } finally {
    for (const one of undo.toReversed()) await one();
  }
};

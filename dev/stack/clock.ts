import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoClock, systemClock } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { startDemoClock } from '../clock/demo-clock.ts';
import { demoStart } from '../demo/start-demo.ts';
import type { StackContext } from './context.ts';

const secondsOfDay = 86_400;
const bootMillis = 4000;

/** The store's compressed time, going on from the last stop; undefined where the store lives in real time. */
export const openClock = async ({ options, folders, teardown }: StackContext): Promise<DemoClock | undefined> => {
  const file = join(folders.state, 'clock.json');
  // A store whose time was compressed once cannot go back to the real clock: its past would lie in the future.
  if (options.secondsPerDay === undefined && !existsSync(file)) return undefined;
  const now = systemClock();
  const kept = startDemoClock({
    file,
    rate: secondsOfDay / (options.secondsPerDay ?? secondsOfDay),
    first: options.demoStore ? demoStart : toInstant(now.now()),
    bootMillis,
    now,
  });
  await teardown.add('clock', () => kept.stop());
  return kept.clock;
};

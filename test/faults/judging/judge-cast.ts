import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cast } from '../cast/cast.ts';
import type { Shop } from '../shop/shop.ts';
import { isQuiet, untilQuiet } from './quiet.ts';
import { readEvidence } from './read-evidence.ts';
import { untilSettled } from './settled.ts';
import { judge, type Verdict } from './verdict.ts';

/** How often the workers may be let up again because a step became due while they were stopped. */
const tries = 4;

/**
 * Waits for quiet, stops the workers in order so that nothing moves while it is read, and judges. What is not
 * quiet after `quietMillis` is a broken promise.
 */
export const judgeCast = async (
  cast: Cast,
  shop: Pick<Shop, 'acknowledged' | 'told'>,
  progress: (line: string) => void,
  quietMillis = 180_000,
): Promise<Verdict> => {
  let settledAt = Date.now();
  for (let left = tries; left > 0; left--) {
    await untilQuiet(cast, quietMillis);
    settledAt = await untilSettled(cast, progress);
    await untilQuiet(cast, quietMillis);
    await Promise.all(cast.workers.map(async (one) => one.rest()));
    if (left === 1 || (await isQuiet(cast))) break;
    for (const one of cast.workers) one.letUp();
    await Promise.all(cast.workers.map(async (one) => one.untilReady()));
  }
  // What became late since then is late because the workers were stopped.
  const evidence = { ...(await readEvidence(cast, shop)), readAt: settledAt };
  progress(
    `judged ${evidence.acknowledged.length} acknowledged events, ${evidence.steps.length} steps, ` +
      `${evidence.acceptances.length} acceptances, ${evidence.live.size} runs that wait`,
  );
  const verdict = judge(evidence, cast.clock);
  const broken = [verdict.lost, verdict.duplicates, verdict.afterPurchase, verdict.failures].flat();
  if (broken.length > 0) {
    const file = join(cast.folder, 'evidence.json');
    const { runs, steps, untold, live } = evidence;
    writeFileSync(file, JSON.stringify({ broken, runs, steps, untold, live: [...live] }));
    progress(`${broken.length} findings; evidence in ${file}`);
  }
  return verdict;
};

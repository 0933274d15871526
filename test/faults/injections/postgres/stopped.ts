import { setTimeout as wait } from 'node:timers/promises';
import { between } from '../../seed.ts';
import type { StopMode } from '../../cast/postgres.ts';
import type { Injection } from '../injection.ts';
import { untilAcknowledged } from '../recovery.ts';

const stopped = (mode: StopMode): Injection => ({
  fault: `PostgreSQL stopped (${mode}) and started again`,
  draw: (random) => ({ awayMillis: between(random, 200, 3_000) }),
  inject: async (world, { awayMillis }) => {
    const { postgres } = world.cast;
    await postgres.halt(mode);
    await wait(Number(awayMillis));
    const before = world.shop.posts.length;
    await postgres.start();
    const since = Date.now();
    const ghosts = world.shop.posts.slice(before).filter(({ answeredAt }) => answeredAt < since - 5_000);
    return {
      recoverySeconds: [await untilAcknowledged(world, since)],
      failures: ghosts.length > 0 ? ['an event was acknowledged while PostgreSQL was away'] : [],
    };
  },
});

export const postgresFast = stopped('fast');
export const postgresImmediate = stopped('immediate');

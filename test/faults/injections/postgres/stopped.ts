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
    const { posts } = world.shop;
    await postgres.halt(mode);
    const haltedAt = Date.now();
    await wait(Number(awayMillis));
    const startingAt = Date.now();
    await postgres.start();
    const since = Date.now();
    const recoverySeconds = [await untilAcknowledged(world, since)];
    const ghosts = posts.filter(({ postedAt, answeredAt }) => postedAt > haltedAt && answeredAt < startingAt);
    return {
      recoverySeconds,
      failures: ghosts.length > 0 ? [`${ghosts.length} posts were acknowledged while PostgreSQL was away`] : [],
    };
  },
});

export const postgresFast = stopped('fast');
export const postgresImmediate = stopped('immediate');

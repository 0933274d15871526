import type { Injection } from '../injection.ts';
import { killAll, plantOne, settledLater, untilCalled } from './killing.ts';

/** The provider has the request, and has not accepted it. */
export const duringCall: Injection = {
  fault: 'worker kill -9, during the HTTP call',
  inject: async (world) => {
    const planted = await plantOne(world);
    await world.cast.provider.fault({ kind: 'hang-before' }, { times: 1, key: planted.key });
    await untilCalled(world, planted);
    await killAll(world.cast.workers);
    return { later: settledLater(world, planted, Date.now()) };
  },
};

import type { Injection } from '../injection.ts';
import { killAll, plantOne, settledLater, untilCalled } from './killing.ts';

/** The provider has accepted, and its answer never comes. */
export const afterAcceptance: Injection = {
  fault: 'worker kill -9, after the acceptance, before the record',
  inject: async (world) => {
    const planted = await plantOne(world);
    await world.cast.provider.fault({ kind: 'hang' }, { times: 1, key: planted.key });
    await untilCalled(world, planted);
    await killAll(world.cast.workers);
    return { later: settledLater(world, planted, Date.now()) };
  },
};

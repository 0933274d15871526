import type { Injection } from '../injection.ts';
import { killAll, plantOne, settledLater, untilState } from './killing.ts';

/** What the workers say to the provider is kept at the door: the claim is committed, and no request was heard. */
export const afterClaim: Injection = {
  fault: 'worker kill -9, after the claim',
  inject: async (world) => {
    const { workers } = world.cast;
    const planted = await plantOne(world);
    for (const { doors } of workers) doors.provider.hold();
    try {
      await untilState(world, planted, 'claimed');
    } finally {
      await killAll(workers);
    }
    return { later: settledLater(world, planted, Date.now()) };
  },
};

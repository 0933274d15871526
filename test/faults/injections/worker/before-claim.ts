import type { Injection } from '../injection.ts';
import { holdCustomers } from '../locks.ts';
import { plantOne, settledLater } from './killing.ts';
import { untilBlocked } from './victims.ts';

/** The customer's row is held: the gate has rendered and waits for the lock. Only the worker that waits is killed. */
export const beforeClaim: Injection = {
  fault: 'worker kill -9, before the claim',
  inject: async (world) => {
    const planted = await plantOne(world);
    const held = await holdCustomers(world, [planted.customerId]);
    try {
      const { service } = await untilBlocked(world, world.cast.workers, held.backend);
      await service.kill();
    } finally {
      await held.release();
    }
    return { later: settledLater(world, planted, Date.now()) };
  },
};

import { setTimeout as wait } from 'node:timers/promises';
import type { Injection } from '../injection.ts';
import { plantCarts, untilSettled } from '../planting.ts';

/** Timers become due while the server is gone. */
const killedFor = (seconds: number): Injection => ({
  fault: `Temporal kill -9 with timers due, back after ${seconds} s`,
  inject: async (world) => {
    const { temporal } = world.cast;
    const planted = await plantCarts(world, 2);
    // Started before the outage, due in it.
    await wait(Math.max(0, planted[0]!.dueAt - Date.now() - 1_000));
    await temporal.kill();
    await wait(seconds * 1000);
    await temporal.start();
    const since = Date.now();
    const recovered = async (): Promise<number> => untilSettled(world, planted[0]!, since, 120_000);
    return { recoverySeconds: [await recovered()] };
  },
});

export const temporalKilled5 = killedFor(5);
export const temporalKilled60 = killedFor(60);

import { until } from '../../until.ts';
import type { Injection } from '../injection.ts';
import { holdCustomers } from '../locks.ts';
import { cartOf, plantCarts, tell } from '../planting.ts';
import { untilAcknowledged } from '../recovery.ts';
import { untilBlocked } from '../worker/victims.ts';

/** What the apis say to Temporal is kept at the door: the event is committed and answered, and nobody was told. */
export const betweenCommitAndDispatch: Injection = {
  fault: 'api kill -9, between commit and dispatch',
  inject: async (world) => {
    const { apis, postgres } = world.cast;
    for (const { doors } of apis) doors.temporal.hold();
    const planted = await plantCarts(world, 3);
    const waiting = async (): Promise<number> => {
      const [row] = await postgres.sql<{ count: number }[]>`
        select count(*)::int as count from outbox
        where dispatched_at is null and run_id in ${postgres.sql(planted.map(({ runId }) => runId))}`;
      return row!.count;
    };
    const before = await waiting();
    await Promise.all(apis.map(async (one) => one.kill()));
    const since = Date.now();
    await until('the outbox is told by the new process', async () => (await waiting()) === 0, {
      timeoutMillis: 60_000,
    });
    return {
      recoverySeconds: [(Date.now() - since) / 1000],
      failures:
        before === planted.length ? [] : [`only ${before} of ${planted.length} rows waited when the api was killed`],
    };
  },
};

/** A batch is in its transaction, waiting for the lock of one of its customers. */
export const duringBatch: Injection = {
  fault: 'api kill -9, during a batch',
  inject: async (world) => {
    const { apis } = world.cast;
    const planted = await plantCarts(world, 1);
    const victim = planted[0]!;
    const held = await holdCustomers(world, [victim.customerId]);
    const batch = Array.from({ length: 60 }, (_, index) =>
      tell(world, index === 20 ? victim.name : `${world.name}-batch-${index}`, 'product.viewed', {
        productId: 'sku-1',
      }),
    );
    batch[21] = tell(world, victim.name, 'cart.updated', cartOf(victim.name));
    const posted = world.shop.post(batch);
    let since: number;
    try {
      const { service } = await untilBlocked(world, apis, held.backend);
      await service.kill();
      since = Date.now();
    } finally {
      await held.release();
    }
    await posted;
    return { recoverySeconds: [await untilAcknowledged(world, since)] };
  },
};

export const apiKills: readonly Injection[] = [betweenCommitAndDispatch, duringBatch];

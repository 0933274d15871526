import type { Injected, Injection, World } from '../injection.ts';
import { between } from '../../seed.ts';
import type { ShopEvent } from '../../shop/shop-event.ts';
import { until } from '../../until.ts';
import { cartOf, orderOf, tell } from '../planting.ts';

const customers = 8;

/** Posts each event `times` times, to all apis at once, and counts the answers that are not `duplicate`. */
const repeat = async ({ shop, cast }: World, events: readonly ShopEvent[], times: number): Promise<number> => {
  const answers = await Promise.all(
    Array.from({ length: times }, async (_, index) => shop.post(events, { api: index % cast.apis.length })),
  );
  return answers.flatMap(({ fates }) => fates).filter(({ fate }) => fate !== 'duplicate').length;
};

/** How many runs and messages the customers have: an event told again must not make one more. */
const effects = async ({ cast }: World, names: readonly string[]): Promise<string> => {
  const { sql } = cast.postgres;
  const [row] = await sql<{ runs: number; outbox: number }[]>`
    select count(distinct r.id)::int as runs, count(o.id)::int as outbox
    from customer_aliases a join runs r on r.customer_id = a.customer_id left join outbox o on o.run_id = r.id
    where a.kind = 'id' and a.value in ${sql([...names])}`;
  return `${row!.runs} runs, ${row!.outbox} outbox rows`;
};

/** Events told up to ten times: across the apis, across the restart of one, and after the runs closed. */
export const duplicateEvents: Injection = {
  fault: 'the same event told again, x1 to x10',
  draw: (random) => ({ times: between(random, 1, 10) }),
  inject: async (world, detail) => {
    const times = Number(detail['times']);
    const names = Array.from({ length: customers }, (_, index) => `${world.name}-again-${index}`);
    const events = names.flatMap((name) => [tell(world, name, 'cart.updated', cartOf(name))]);
    await world.shop.post(events);
    const first = await effects(world, names);
    let surprises = await repeat(world, events, times);
    const [api] = world.cast.apis;
    await api!.kill();
    surprises += await repeat(world, events, 1);
    const orders = names.map((name) => tell(world, name, 'order.placed', orderOf(name)));
    await world.shop.post(orders);
    const bought = await effects(world, names);
    const later = async (): Promise<Injected> => {
      await until(
        'the runs are closed',
        async () => {
          const { sql } = world.cast.postgres;
          const [row] = await sql<{ open: number }[]>`
            select count(*)::int as open from customer_aliases a join runs r on r.customer_id = a.customer_id
            where a.kind = 'id' and a.value in ${sql(names)} and r.state = 'open'`.catch(() => [{ open: 1 }]);
          return row!.open === 0;
        },
        { timeoutMillis: 120_000, everyMillis: 250 },
      );
      const strange = (await repeat(world, [...events, ...orders], 1)) + surprises;
      const last = await effects(world, names);
      return {
        failures: [
          ...(first.startsWith(`${customers} runs, ${customers} `) ? [] : [`${customers} carts made ${first}`]),
          ...(last === bought ? [] : [`told again after the runs closed: ${bought} became ${last}`]),
          ...(strange === 0 ? [] : [`${strange} repetitions were not answered as duplicates`]),
        ],
      };
    };
    return { injections: customers * (times + 2), later: later() };
  },
};

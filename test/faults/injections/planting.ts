import { storeTime } from '../../../domain/time/clock.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { productIds } from '../shop/lives.ts';
import type { ShopEvent } from '../shop/shop-event.ts';
import { until } from '../until.ts';
import type { World } from './injection.ts';

/** A customer with a cart whose first message will be due. */
export interface Planted {
  readonly name: string;
  readonly email: string;
  readonly cart: string;
  readonly customerId: string;
  readonly runId: string;
  /** Key of the first message. */
  readonly key: string;
  /** When it is due, in milliseconds of this machine's clock. */
  readonly dueAt: number;
}

let count = 0;

/** An event of a planted customer, told now. */
export const tell = (
  { cast, name: world }: Pick<World, 'cast' | 'name'>,
  name: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
): ShopEvent => ({
  id: `${world}-event-${(count += 1)}`,
  type,
  occurredAt: toInstant(storeTime(Date.now(), cast.clock)),
  customer: { id: name, email: `${name}@shop.example` },
  data,
});

const unitPrice = { amount: 4900, currency: 'EUR' };

export const cartOf = (name: string) => ({
  cartId: `${name}-cart`,
  lines: [{ productId: productIds[0]!, quantity: 1, unitPrice }],
  url: `https://shop.example/cart/${name}-cart`,
});

export const orderOf = (name: string) => ({
  orderId: `${name}-order`,
  cartId: `${name}-cart`,
  lines: [{ productId: productIds[0]!, quantity: 1, unitPrice }],
  total: unitPrice,
});

/** Plants `number` of them with one post; their messages are due an hour of the store from now. */
export const plantCarts = async (world: World, number: number): Promise<readonly Planted[]> => {
  const { cast, shop } = world;
  const names = Array.from({ length: number }, () => `${world.name}-${(count += 1)}`);
  await shop.post(
    names.flatMap((name) => [
      tell(world, name, 'customer.consent_changed', {
        channel: 'email',
        purpose: 'marketing',
        state: 'granted',
        source: 'checkout',
      }),
      tell(world, name, 'cart.updated', cartOf(name)),
    ]),
  );
  const rows = await cast.postgres.sql<{ name: string; customerId: string; runId: string; dueAt: number }[]>`
    select a.value as name, r.customer_id as "customerId", r.id as "runId", extract(epoch from r.due_at)::float8 * 1000 as "dueAt"
    from runs r join customer_aliases a on a.customer_id = r.customer_id and a.kind = 'id'
    where a.value in ${cast.postgres.sql(names)}`;
  const { real, demo, rate } = cast.clock;
  return rows.map(({ name, customerId, runId, dueAt }) => ({
    name,
    email: `${name}@shop.example`,
    cart: `${name}-cart`,
    customerId,
    runId,
    key: `${runId}/cart/reminder#1/email`,
    dueAt: Date.parse(real) + (dueAt - Date.parse(demo)) / rate,
  }));
};

/** The ledger's state of the first message; undefined while nothing was decided. */
export const stateOf = async ({ cast }: World, { key }: Planted): Promise<string | undefined> => {
  const [row] = await cast.postgres.sql<{ state: string }[]>`select state from messages where key = ${key}`;
  return row?.state;
};

/** Waits for the first message's outcome, and gives the seconds since `since`. */
export const untilSettled = async (
  world: World,
  planted: Planted,
  since: number,
  timeoutMillis = 90_000,
): Promise<number> => {
  await until(
    `${planted.key} has its outcome`,
    async () => {
      const state = await stateOf(world, planted).catch(() => undefined);
      return state !== undefined && state !== 'planned' && state !== 'claimed';
    },
    { timeoutMillis, everyMillis: 50 },
  );
  return (Date.now() - since) / 1000;
};

import type { Service } from '../../cast/service.ts';
import { until } from '../../until.ts';
import type { Injected, World } from '../injection.ts';
import { type Planted, plantCarts, stateOf, untilSettled } from '../planting.ts';

export const plantOne = async (world: World): Promise<Planted> => (await plantCarts(world, 1))[0]!;

/** Waits until the provider has heard of the message. */
export const untilCalled = async ({ cast }: World, { key }: Planted): Promise<void> => {
  await until(`the provider is called for ${key}`, async () => (await cast.provider.requests(key)) > 0, {
    timeoutMillis: 90_000,
    everyMillis: 25,
  });
};

/** Waits until the ledger says `state` of the message. */
export const untilState = async (world: World, planted: Planted, state: string): Promise<void> => {
  await until(`${planted.key} is ${state}`, async () => (await stateOf(world, planted)) === state, {
    timeoutMillis: 90_000,
    everyMillis: 5,
  });
};

/** All of them at once, as when a machine is lost. */
export const killAll = async (services: readonly Service[]): Promise<void> => {
  await Promise.all(services.map(async (one) => one.kill()));
};

/**
 * An attempt that meets a fault takes up to 12 s, and the pause before the next doubles up to a minute: half a dozen
 * faults in a row, as a storm has them, are two minutes and more.
 */
const patienceMillis = 300_000;

/** Recovered when the message has its outcome; what the next fault breaks meanwhile counts too. */
export const settledLater = async (world: World, planted: Planted, since: number): Promise<Injected> => ({
  recoverySeconds: [await untilSettled(world, planted, since, patienceMillis)],
});

/** Handle of the planted customer's run. */
export const workflowOf = async ({ cast }: World, { runId }: Planted) => {
  const [row] = await cast.postgres.sql<{ id: string }[]>`
    select concat_ws('/', 'journey', store_id, journey, customer_id, subject, episode) as id
    from runs where id = ${runId}`;
  return cast.temporal.client.workflow.getHandle(row!.id);
};

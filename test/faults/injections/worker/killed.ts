import type { Service } from '../../cast/service.ts';
import { until } from '../../until.ts';
import type { Injected, Injection, World } from '../injection.ts';
import { holdCustomers } from '../locks.ts';
import { type Planted, plantCarts, stateOf, untilSettled } from '../planting.ts';
import { untilBlocked } from './victims.ts';

const plantOne = async (world: World): Promise<Planted> => (await plantCarts(world, 1))[0]!;

/** Waits until the provider has heard of the message. */
const untilCalled = async ({ cast }: World, { key }: Planted): Promise<void> => {
  await until(`the provider is called for ${key}`, async () => (await cast.provider.requests(key)) > 0, {
    timeoutMillis: 90_000,
    everyMillis: 25,
  });
};

/** The worker that is in the middle of sending: the one that keeps a connection for it. Both, when it is not told apart. */
const untilDue = async (world: World, planted: Planted, state: string): Promise<void> => {
  await until(`${planted.key} is ${state}`, async () => (await stateOf(world, planted)) === state, {
    timeoutMillis: 90_000,
    everyMillis: 5,
  });
};

const killAll = async (services: readonly Service[]): Promise<void> => {
  await Promise.all(services.map(async (one) => one.kill()));
};

const settledLater = async (world: World, planted: Planted, since: number): Promise<Injected> => ({
  recoverySeconds: [await untilSettled(world, planted, since)],
});

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

/** What the workers say to the provider is kept at the door: the claim is committed, and no request was heard. */
export const afterClaim: Injection = {
  fault: 'worker kill -9, after the claim',
  inject: async (world) => {
    const { workers } = world.cast;
    const planted = await plantOne(world);
    for (const { doors } of workers) doors.provider.hold();
    try {
      await untilDue(world, planted, 'claimed');
    } finally {
      await killAll(workers);
    }
    return { later: settledLater(world, planted, Date.now()) };
  },
};

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

/** The acceptance is recorded; what the workers say to Temporal is kept at the door, so that it never hears of it. */
export const afterRecord: Injection = {
  fault: 'worker kill -9, after the record, before the report',
  inject: async (world) => {
    const { workers, provider, temporal } = world.cast;
    const planted = await plantOne(world);
    await provider.fault({ kind: 'slow', millis: 150 }, { times: 1, key: planted.key });
    await untilCalled(world, planted);
    for (const { doors } of workers) doors.temporal.hold();
    try {
      await untilDue(world, planted, 'accepted');
    } finally {
      await killAll(workers);
    }
    const since = Date.now();
    // The ledger tells no more: the run is back in work when it has left its first step.
    const back = async (): Promise<Injected> => {
      await until(
        `the run of ${planted.key} goes on`,
        async () => {
          const [row] = await world.cast.postgres.sql<{ id: string }[]>`
          select concat_ws('/', 'journey', store_id, journey, customer_id, subject, episode) as id
          from runs where id = ${planted.runId}`;
          const { raw } = await temporal.client.workflow.getHandle(row!.id).describe();
          return (raw.pendingActivities ?? []).length === 0;
        },
        { timeoutMillis: 90_000, everyMillis: 200 },
      );
      return { recoverySeconds: [(Date.now() - since) / 1000] };
    };
    return { later: back() };
  },
};

/** Both workers are new and have the run to replay; what they make of it is kept at the door until they die. */
export const duringReplay: Injection = {
  fault: 'worker kill -9, during a replay',
  inject: async (world) => {
    const { workers, temporal } = world.cast;
    const planted = await plantOne(world);
    await killAll(workers);
    await Promise.all(workers.map(async (one) => one.untilReady()));
    const [row] = await world.cast.postgres.sql<{ id: string }[]>`
      select concat_ws('/', 'journey', store_id, journey, customer_id, subject, episode) as id
      from runs where id = ${planted.runId}`;
    const handle = temporal.client.workflow.getHandle(row!.id);
    await until(
      'the run was started',
      async () =>
        handle.describe().then(
          () => true,
          () => false,
        ),
      { timeoutMillis: 20_000 },
    );
    // The polls are with the server already: it hands out the task, and hears nothing back.
    for (const { doors } of workers) doors.temporal.hold();
    try {
      await handle.signal('relance.replan', { calendar: [], clock: world.cast.clock });
      await until(
        'the replay was handed out',
        async () => {
          const { raw } = await handle.describe();
          return raw.pendingWorkflowTask?.startedTime;
        },
        { timeoutMillis: 15_000, everyMillis: 20 },
      );
    } finally {
      await killAll(workers);
    }
    return { later: settledLater(world, planted, Date.now()) };
  },
};

/** Every point at which a worker is killed. */
export const workerKills: readonly Injection[] = [
  beforeClaim,
  afterClaim,
  duringCall,
  afterAcceptance,
  afterRecord,
  duringReplay,
];

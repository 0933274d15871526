import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from '../../cast/service.ts';
import { until } from '../../until.ts';
import type { Injected, Injection, World } from '../injection.ts';
import { holdCustomers, waitingFor } from '../locks.ts';
import { cartOf, plantCarts, tell, untilSettled } from '../planting.ts';
import { ownerOf } from '../worker/victims.ts';

/** Backends that wait for our lock inside a transaction of theirs, or behind another that does, with the process that they serve. */
const untilInTransaction = async (
  world: World,
  services: readonly Service[],
  holder: number,
  count: number,
): Promise<readonly { readonly pid: number; readonly service: Service }[]> =>
  until(
    `${count} transactions wait for the lock`,
    async () => {
      const found = (await waitingFor(world, holder)).flatMap(({ pid, port }) => {
        const service = ownerOf(services, port);
        return service ? [{ pid, service }] : [];
      });
      return found.length >= count ? found.slice(0, count) : undefined;
    },
    { timeoutMillis: 90_000, everyMillis: 20 },
  );

const pidsOf = (services: readonly Service[]): string => services.map((one) => one.pid()).join(' ');

/** Kills each backend, and says how many of the processes' transactions were survived. */
const terminate = async (
  world: World,
  services: readonly Service[],
  victims: readonly { readonly pid: number }[],
): Promise<Injected> => {
  const before = pidsOf(services);
  for (const { pid } of victims) await world.cast.postgres.sql`select pg_terminate_backend(${pid})`;
  await wait(300);
  const survived = pidsOf(services) === before;
  return {
    injections: victims.length,
    failures: survived ? [] : [`a process did not survive ${victims.length} backends terminated inside transactions`],
  };
};

/** How many backends at a time: less than a process's pool. */
const atOnce = 5;

/** Posts wait for the lock inside their transaction; each must be refused with 503, and accepted when tried again. */
export const backendsOfApi: Injection = {
  fault: 'PostgreSQL backends terminated inside transactions of the api',
  inject: async (world) => {
    const { apis } = world.cast;
    const planted = await plantCarts(world, atOnce);
    const held = await holdCustomers(
      world,
      planted.map(({ customerId }) => customerId),
    );
    const refused: (number | undefined)[] = [];
    const tries = planted.map(async ({ name }, index) => {
      const event = tell(world, name, 'cart.updated', cartOf(name));
      const answer = await world.shop.tryOnce(index, JSON.stringify([event]));
      refused.push(answer?.status);
      return event;
    });
    let injected: Injected;
    try {
      const victims = await untilInTransaction(world, apis, held.backend, atOnce);
      injected = await terminate(world, apis, victims);
      await Promise.race([Promise.all(tries), wait(8_000)]);
    } finally {
      await held.release();
    }
    const since = Date.now();
    await world.shop.post(await Promise.all(tries));
    // The intake tries a lost transaction once more by itself: then the answer is 202 or, with the lock held, none yet.
    const wrong = refused.filter((status) => status !== 503 && status !== 202);
    return {
      ...injected,
      recoverySeconds: [(Date.now() - since) / 1000],
      failures: [
        ...(injected.failures ?? []),
        ...(wrong.length > 0 ? [`answers to posts whose backend died: ${wrong.join(', ')}; expected 503 or 202`] : []),
      ],
    };
  },
};

/** The gate waits for the lock inside its transaction; the attempt fails with a typed error, and Temporal asks again. */
export const backendsOfWorker: Injection = {
  fault: 'PostgreSQL backends terminated inside transactions of the worker',
  inject: async (world) => {
    const { workers } = world.cast;
    const planted = await plantCarts(world, atOnce);
    const held = await holdCustomers(
      world,
      planted.map(({ customerId }) => customerId),
    );
    let injected: Injected;
    try {
      const victims = await untilInTransaction(world, workers, held.backend, atOnce);
      injected = await terminate(world, workers, victims);
    } finally {
      await held.release();
    }
    const since = Date.now();
    const settled = await Promise.all(planted.map(async (one) => untilSettled(world, one, since)));
    const typed = workers.some((one) =>
      one.logFiles().some((file) => /could not decide/.test(readFileSync(file, 'utf8'))),
    );
    return {
      ...injected,
      recoverySeconds: settled,
      failures: [
        ...(injected.failures ?? []),
        ...(typed ? [] : ['no worker logged the typed error of a lost backend']),
      ],
    };
  },
};

import type { Service } from '../../cast/service.ts';
import { until } from '../../until.ts';
import type { World } from '../injection.ts';
import { waitingFor } from '../locks.ts';

/** The process whose connection to PostgreSQL is `clientPort`, as the server sees it. */
export const ownerOf = (services: readonly Service[], clientPort: number): Service | undefined =>
  services.find(({ doors }) => doors.postgres.ports().has(clientPort));

/**
 * Waits until a process of `services` waits for the lock of a row that we hold, or behind others that wait for it; gives
 * it and its backend.
 */
export const untilBlocked = async (
  world: World,
  services: readonly Service[],
  holder: number,
): Promise<{ readonly service: Service; readonly backend: number }> =>
  until(
    'a process waits for the lock',
    async () => {
      for (const { pid, port } of await waitingFor(world, holder)) {
        const service = ownerOf(services, port);
        if (service) return { service, backend: pid };
      }
      return undefined;
    },
    { timeoutMillis: 90_000, everyMillis: 10 },
  );

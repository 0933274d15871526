import type { Service } from '../../cast/service.ts';
import { until } from '../../until.ts';
import type { World } from '../injection.ts';

/** The process whose connection to PostgreSQL is `clientPort`, as the server sees it. */
export const ownerOf = (services: readonly Service[], clientPort: number): Service | undefined =>
  services.find(({ doors }) => doors.postgres.ports().has(clientPort));

/**
 * Waits until a process of `services` waits for the lock of a row that we hold, or behind others that wait for it; gives
 * it and its backend.
 */
export const untilBlocked = async (
  { cast }: World,
  services: readonly Service[],
  holder: number,
): Promise<{ readonly service: Service; readonly backend: number }> =>
  until(
    'a process waits for the lock',
    async () => {
      const waiting = await cast.postgres.sql<{ pid: number; port: number }[]>`
        with recursive waiting(pid) as (
          select ${holder}::int
          union
          select one.pid from pg_stat_activity one, waiting
          where one.wait_event_type = 'Lock' and waiting.pid = any(pg_blocking_pids(one.pid))
        )
        select pid, client_port as port from pg_stat_activity join waiting using (pid)
        where pid <> ${holder} order by ${holder} = any(pg_blocking_pids(pid)) desc`;
      for (const { pid, port } of waiting) {
        const service = ownerOf(services, port);
        if (service) return { service, backend: pid };
      }
      return undefined;
    },
    { timeoutMillis: 90_000, everyMillis: 10 },
  );

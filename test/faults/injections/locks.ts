import postgres from 'postgres';
import type { World } from './injection.ts';

export interface HeldRows {
  /** The backend that holds them. */
  readonly backend: number;
  release(): Promise<void>;
}

/** Holds the rows of customers, which gate and intake lock first, from a connection of its own. */
export const holdCustomers = async ({ cast }: World, customerIds: readonly string[]): Promise<HeldRows> => {
  const sql = postgres(cast.postgres.url, { max: 1, onnotice: () => {}, connection: { application_name: 'faults' } });
  const connection = await sql.reserve();
  await connection`begin`;
  await connection`select 1 from customers where id in ${sql([...customerIds])} order by id for update`;
  const [row] = await connection<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return {
    backend: row!.pid,
    release: async () => {
      await connection`rollback`.catch(() => undefined);
      connection.release();
      await sql.end({ timeout: 1 });
    },
  };
};

/** A backend that waits for a lock, with the port of whom it serves. */
export interface Waiting {
  readonly pid: number;
  readonly port: number;
}

/** Who waits for what `holder` holds inside of a transaction, or behind others that wait for it; those that wait for itself first. */
export const waitingFor = async ({ cast }: World, holder: number): Promise<readonly Waiting[]> =>
  cast.postgres.sql<Waiting[]>`
    with recursive waiting(pid) as (
      select ${holder}::int
      union
      select one.pid from pg_stat_activity one, waiting
      where one.wait_event_type = 'Lock' and waiting.pid = any(pg_blocking_pids(one.pid))
    )
    select pid, client_port as port from pg_stat_activity join waiting using (pid)
    where pid <> ${holder} and xact_start is not null and application_name = 'relance'
    order by ${holder} = any(pg_blocking_pids(pid)) desc`;

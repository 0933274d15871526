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

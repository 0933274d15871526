/**
 * Kills the backend of its own transactions, again and again, and says what became of each. Run as a
 * process of its own, because without the guard it is the process that dies.
 *
 * Arguments: the driver's module, the database's URL, how many kills.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';

const [driver = '', url = '', kills = '0'] = process.argv.slice(2);
const { default: connect } = (await import(driver)) as { default: typeof postgres };

const pool = connect(url, { max: 3, onnotice: () => {}, connection: { application_name: 'victim' } });
const killer = connect(url, { max: 1, onnotice: () => {} });

const kill = async (tx: postgres.TransactionSql): Promise<void> => {
  const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await killer`select pg_terminate_backend(${row!.pid})`;
};

/** The moments at which a transaction may lose its backend. */
const moments: ((tx: postgres.TransactionSql) => Promise<unknown>)[] = [
  async (tx) => {
    await kill(tx);
    return tx`select 1`;
  },
  async (tx) => {
    await kill(tx);
    await wait(5);
    return tx`select ${1}::int`;
  },
  async (tx) => {
    await kill(tx);
    await wait(5);
    throw Object.assign(new Error('the caller gives up'), { code: 'CALLER' });
  },
  async (tx) => {
    await tx`insert into killed values (1)`;
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const sleeping = Promise.allSettled([tx`select pg_sleep(10)`]);
    await killer`select pg_terminate_backend(${row!.pid})`;
    const [ended] = await sleeping;
    if (ended?.status === 'rejected') throw ended.reason;
    return 'slept';
  },
];

await killer`create table if not exists killed (n int)`;
const codes: Record<string, number> = {};
let survived = 0;
for (let count = 0; count < Number(kills); count++) {
  const moment = moments[count % moments.length]!;
  const busy = pool.begin(async (tx) => tx`select pg_sleep(0.002)`);
  try {
    await pool.begin(moment);
    codes['none'] = (codes['none'] ?? 0) + 1;
  } catch (error) {
    const code = String((error as { code?: string }).code);
    codes[code] = (codes[code] ?? 0) + 1;
  }
  await busy;
  // More than the pool has connections: a lost one would be noticed.
  const answers = await Promise.all([1, 2, 3, 4, 5].map(async (n) => pool<{ n: number }[]>`select ${n}::int as n`));
  if (answers.every(([row], index) => row?.n === index + 1)) survived += 1;
}
const [left] = await killer<{ count: number }[]>`select count(*)::int as count from killed`;
await Promise.all([pool.end({ timeout: 2 }), killer.end({ timeout: 2 })]);
process.stdout.write(JSON.stringify({ survived, codes, left: left?.count }));

/**
 * One attempt of the gate in a process of its own, which kills itself before its n-th statement. Ends with 0 when the
 * attempt had fewer, and tells how many there were and which was the first that changed a code.
 *
 * Arguments: the settings as JSON.
 */
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { prepared } from '../../../db/prepared.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { createGate, fakeEmail } from '../world.ts';

export interface KillSettings {
  readonly databaseUrl: string;
  readonly providerUrl: string;
  readonly now: number;
  readonly input: DeliverInput;
  /** Statements that are still sent. */
  readonly statements: number;
}

const { databaseUrl, providerUrl, now, input, statements } = JSON.parse(process.argv[2] ?? '{}') as KillSettings;
let sent = 0;
let lease: number | undefined;
const sql = postgres(databaseUrl, {
  max: 4,
  // The driver's own look at the server's types comes first, before any of ours.
  fetch_types: false,
  onnotice: () => {},
  connection: { timezone: 'UTC' },
  debug: (_connection, query) => {
    if (query.startsWith('update "offer_codes"')) lease ??= sent;
    if (sent++ >= statements) process.kill(process.pid, 'SIGKILL');
  },
});
const db = drizzle(prepared(sql), { casing: 'snake_case' });
await createGate({ db, clock: { now: () => now }, email: fakeEmail(providerUrl, 2_000) })
  .deliver(input)
  .catch(() => {});
await sql.end({ timeout: 2 });
process.stdout.write(JSON.stringify({ lease, sent }));

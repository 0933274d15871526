import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { validate as isUuid } from 'uuid';
import { hashApiKey, makeApiKey } from '../api/http/api-key.ts';
import { insertApiKey, listApiKeys, revokeApiKey } from '../db/stores.ts';
import type { StoreId } from '../domain/ids.ts';
import { findStore } from './database/find-store.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

/** `npm run key`: the API keys with which stores tell their events. */

const create = async (options: { readonly store: string; readonly name?: string }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const key = makeApiKey();
    const id = randomUUID();
    const row = { id, storeId: store.id, hash: hashApiKey(key), name: options.name ?? null };
    await insertApiKey(db, { ...row, createdAt: new Date(clock.now()) });
    console.error(`Key ${id} of store ${store.id}, shown this once; only its hash is kept:`);
    console.log(key);
  });

const list = async (options: { readonly store?: string }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const keys = await listApiKeys(db, options.store as StoreId | undefined);
    for (const { id, storeId, name, createdAt, revokedAt } of keys) {
      const revoked = revokedAt ? `  revoked ${revokedAt.toISOString()}` : '';
      console.log(`${id}  ${storeId}  made ${createdAt.toISOString()}  ${name ?? '(no name)'}${revoked}`);
    }
    console.error(keys.length === 0 ? 'No keys.' : `${keys.length} keys.`);
  });

const revoke = async (id: string): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = isUuid(id) ? await revokeApiKey(db, id, new Date(clock.now())) : undefined;
    if (store === undefined) throw new KeyUnknownError(id);
    console.log(`Key ${id} of store ${store} is revoked: the next request with it is refused.`);
  });

/** Thrown when there is no working key of this id. */
class KeyUnknownError extends Error {
  override readonly name = 'KeyUnknownError';
  readonly code = 'KEY_UNKNOWN';
  constructor(id: string) {
    super(`No key that works has the id ${id}. \`npm run key -- list\` shows them.`);
  }
}

const program = new Command('npm run key --').description('The API keys with which stores tell their events.');
program
  .command('create')
  .description('makes a key and shows it once')
  .requiredOption('--store <id>', 'the store that it is for')
  .option('--name <name>', 'what it is used for')
  .action(create);
program.command('list').description('shows the keys, never the secret').option('--store <id>').action(list);
program.command('revoke').description('ends a key at once').argument('<id>', 'as listed').action(revoke);

runCommand(program);

import { Command, Option } from 'commander';
import { createKey, revokeKey, rotateKey } from '../../api/access/keys/keys.ts';
import { resealKeys } from '../../api/access/keys/reseal.ts';
import { toMillis, toScopes } from '../../api/access/keys/wish.ts';
import { createSeal } from '../../api/access/sealed.ts';
import { readSealingKeys } from '../../config/sealing-keys.ts';
import { type ListedKey, listApiKeys } from '../../db/access/api-keys.ts';
import { type ApiKeyKind, apiKeyKinds } from '../../domain/access.ts';
import type { StoreId } from '../../domain/ids.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run key`: the API keys with which stores come in. */

const actor = 'command:key';

interface CreateOptions {
  readonly store: string;
  readonly scope: string;
  readonly kind: ApiKeyKind;
  readonly origin: readonly string[];
  readonly name?: string;
  readonly expires?: string;
}

const create = async ({ store: storeId, scope, kind, origin, name, expires }: CreateOptions): Promise<void> =>
  withDatabase(async (deps) => {
    const store = await findStore(deps.db, storeId);
    const lifeMillis = expires === undefined ? undefined : toMillis(expires);
    const wish = { store: store.id, name, kind, scopes: toScopes(scope.split(',')), origins: origin, lifeMillis };
    const made = await createKey({ ...deps, seal: readSeal() }, wish, actor);
    console.error(`Key ${made.id} of store ${store.id}, shown this once:`);
    console.log(made.key);
    if (kind === 'signing') console.error(`It signs what is posted to /v1/signed-events/${made.line}`);
  });

const list = async (options: { readonly store?: string }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const keys = await listApiKeys(db, options.store as StoreId | undefined);
    for (const key of keys) console.log(lineOf(key, new Date(clock.now())));
    console.error(keys.length === 0 ? 'No keys.' : `${keys.length} keys.`);
  });

const lineOf = (key: ListedKey, now: Date): string => {
  const { id, storeId, name, kind, scopes, origins, hint, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  const end = expiresAt && `${expiresAt <= now ? 'expired' : 'expires'} ${expiresAt.toISOString()}`;
  return [
    id,
    storeId,
    hint ?? '',
    kind === 'secret' ? scopes.join(',') : `${kind} ${origins.join(',')}`.trim(),
    `made ${createdAt.toISOString()}`,
    lastUsedAt ? `used ${lastUsedAt.toISOString()}` : 'never used',
    name ?? '(no name)',
    revokedAt ? `revoked ${revokedAt.toISOString()}` : (end ?? ''),
  ]
    .filter((part) => part !== '')
    .join('  ');
};

const rotate = async (id: string, { overlap }: { readonly overlap: string }): Promise<void> =>
  withDatabase(async (deps) => {
    const made = await rotateKey({ ...deps, seal: readSeal() }, id, toMillis(overlap), actor);
    console.error(
      `Key ${id} works until ${made.oldExpiresAt.toISOString()}. Key ${made.id} replaces it, shown this once:`,
    );
    console.log(made.key);
  });

const revoke = async (id: string): Promise<void> =>
  withDatabase(async (deps) => {
    const { storeId } = await revokeKey(deps, id, actor);
    console.log(`Key ${id} of store ${storeId} is revoked: the next request with it is refused.`);
  });

const reseal = async (): Promise<void> =>
  withDatabase(async (deps) => {
    const count = await resealKeys({ ...deps, seal: readSeal() }, actor);
    console.log(`${count} signing keys are sealed anew; all are under the first of RELANCE_SECRET_KEYS.`);
  });

/** @throws ConfigurationError */
const readSeal = () => createSeal(readSealingKeys(process.env));

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const program = new Command('npm run key --').description('The API keys with which stores come in.');
program
  .command('create')
  .description('makes a key and shows it once')
  .requiredOption('--store <id>', 'the store that it is for')
  .option('--scope <scopes>', 'what it may do: ingest, read, operate, erase, separated by commas', 'ingest')
  .option('--expires <duration>', 'how long it works, such as 90d; for ever without it')
  .option('--name <name>', 'what it is used for')
  .addOption(
    new Option('--kind <kind>', 'secret: sent by servers; signing: signs their events; browser: public, for pages')
      .choices(apiKeyKinds)
      .default('secret'),
  )
  .option(
    '--origin <origin>',
    'of a browser key: where its pages are, such as https://shop.example; repeat it',
    collect,
    [],
  )
  .action(create);
program.command('list').description('shows the keys, never the secret').option('--store <id>').action(list);
program
  .command('rotate')
  .description('makes a key like another one, which goes on working for a while')
  .argument('<id>', 'as listed')
  .option('--overlap <duration>', 'how long the old one goes on', '7d')
  .action(rotate);
program.command('revoke').description('ends a key at once').argument('<id>', 'as listed').action(revoke);
program
  .command('reseal')
  .description('encrypts the signing keys anew, under the first of RELANCE_SECRET_KEYS')
  .action(reseal);

runCommand(program);

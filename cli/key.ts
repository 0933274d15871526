import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { hashApiKey, makeApiKey } from '../api/http/api-key.ts';
import { withDatabase } from './with-database.ts';
import { insertApiKey, insertStore, readStore } from '../db/stores.ts';
import type { StoreId } from '../domain/ids.ts';
import type { Locale } from '../domain/templates.ts';

interface Options {
  readonly store: string;
  readonly name?: string;
  readonly url?: string;
  readonly sender?: string;
  readonly locale: string;
  readonly timezone: string;
  readonly currency: string;
}

const create = async (options: Options): Promise<void> =>
  withDatabase(async ({ db }) => {
    const id = options.store as StoreId;
    const createdAt = new Date();
    if (!(await readStore(db, id))) {
      const { name, url, sender, locale, timezone, currency } = options;
      if (!name || !url || !sender) {
        throw new Error(
          `Store ${id} does not exist yet. To make it, add --name "Shop" --url https://shop.example ` +
            '--sender "Shop <hello@shop.example>" (and --locale, --timezone, --currency).',
        );
      }
      await insertStore(db, { id, name, url, sender, locale: locale as Locale, timezone, currency, createdAt });
      console.log(`Store ${id} is made.`);
    }
    const key = makeApiKey();
    await insertApiKey(db, { id: randomUUID(), storeId: id, hash: hashApiKey(key), createdAt });
    console.log(`The key of store ${id}, shown this once:\n${key}`);
  });

const program = new Command('key').description("A store's API keys.");
program
  .command('create')
  .description('Makes a key, and the store when it does not exist yet.')
  .requiredOption('--store <id>', 'the store, a short slug such as demo')
  .option('--name <name>')
  .option('--url <url>', 'its shop')
  .option('--sender <address>', 'the From of its messages')
  .option('--locale <language>', 'fr or en', 'fr')
  .option('--timezone <zone>', 'IANA time zone', 'Europe/Paris')
  .option('--currency <code>', 'ISO 4217', 'EUR')
  .action(create);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

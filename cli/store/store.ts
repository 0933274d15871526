import { Command } from 'commander';
import { specs } from '../../api/specs.ts';
import { listStores } from '../../db/pages/stores.ts';
import { recordAct } from '../../db/access/audit.ts';
import { insertStore } from '../../db/shop/stores.ts';
import { replaceMode } from '../../db/switches/modes.ts';
import type { StoreId } from '../../domain/ids.ts';
import { sendingModes, sendingModeWords, wholeStore } from '../../domain/switches/sending-mode.ts';
import { locales } from '../../domain/templates.ts';
import { runCommand } from '../command/run-command.ts';
import { readNewStore } from './new-store.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run store`: the shops. */

const actor = 'command:store';

const create = async (options: Readonly<Record<string, string>>): Promise<void> => {
  const { mode, ...store } = readNewStore(options);
  await withDatabase(async ({ db, clock }) => {
    const id = store.id as StoreId;
    const at = clock.now();
    await db.transaction(async (queries) => {
      if (!(await insertStore(queries, { ...store, id, createdAt: new Date(at) }))) throw new StoreExistsError(id);
      const said = { store: id, journey: wholeStore, mode, at: new Date(at), by: actor, why: 'how the store begins' };
      await replaceMode(queries, said);
      for (const { name } of specs.filter(({ essential, begins }) => essential && begins === 'off')) {
        const why = 'one of the few that a store begins with';
        await replaceMode(queries, { store: id, journey: name, mode: 'on', at: new Date(at), by: actor, why });
      }
      await recordAct(queries, {
        at,
        actor,
        act: 'store.created',
        subject: `store/${id}`,
        store: id,
        detail: { mode },
      });
    });
    console.log(`Store ${id} is made. Its key: npm run key -- create --store ${id}`);
    if (mode === 'on') return;
    console.log(`It is in ${mode}: ${sendingModeWords[mode]}. When what it would send looks right:`);
    console.log(`  npm run switch -- mode on --store ${id} --why "live"`);
  });
};

const list = async (): Promise<void> =>
  withDatabase(async ({ db }) => {
    for (const { id, name, url, locale, currency, timezone } of await listStores(db)) {
      console.log([id, name, url, locale, currency, timezone].join('  '));
    }
  });

/** Thrown when a store of this id was made before. */
class StoreExistsError extends Error {
  override readonly name = 'StoreExistsError';
  readonly code = 'STORE_EXISTS';
  constructor(id: string) {
    super(
      `Store ${id} exists already, and was left as it is. Choose another id; \`npm run store -- list\` shows them.`,
    );
  }
}

const program = new Command('npm run store --').description('The shops whose customers are followed up.');
program
  .command('create')
  .description('makes a store')
  .requiredOption('--id <id>', 'a short name such as demo: small letters, digits, hyphens')
  .requiredOption('--name <name>', 'as its customers know it')
  .requiredOption('--url <url>', 'of its shop')
  .requiredOption('--sender <address>', 'the From of its messages: "My shop <hello@shop.example>"')
  .option('--locale <language>', locales.join(' or '), 'fr')
  .option('--timezone <zone>', 'IANA time zone', 'Europe/Paris')
  .option('--currency <code>', 'ISO 4217', 'EUR')
  .option('--mode <mode>', `how far it is live: ${sendingModes.join(', ')}`, 'shadow')
  .action(create);
program.command('list').description('shows the stores').action(list);

runCommand(program);

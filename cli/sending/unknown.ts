import { Command } from 'commander';
import { validate as isUuid } from 'uuid';
import { resolveByHand, type Verdict } from '../../api/operate/resolve-unknown.ts';
import { listUnknowns } from '../../db/ledger/unknowns.ts';
import type { StoreId } from '../../domain/ids.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run unknown`: messages that the provider may have accepted for all we know. */

const most = 1000;

const list = async (options: { readonly store?: string }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const unknowns = await listUnknowns(db, { store: options.store as StoreId | undefined }, most);
    for (const { id, storeId, journey, step, channel, provider, claimedAt, lastError, lookUps } of unknowns) {
      const claimed = claimedAt ? `claimed ${claimedAt.toISOString()}` : '';
      const asked = `looked up ${lookUps} times`;
      console.log([id, storeId, journey, step, channel, provider, claimed, asked, lastError ?? ''].join('  '));
    }
    const shown = unknowns.length === most ? `The oldest ${most} messages` : `${unknowns.length} messages`;
    console.error(
      unknowns.length === 0
        ? 'No message is of unknown fate.'
        : `${shown} of unknown fate. Look each up at its provider (Resend: tag relance_message, with the id), then say ` +
            '`npm run unknown -- sent ID` or `npm run unknown -- not-sent ID`. Neither sends anything.',
    );
  });

const resolve =
  (verdict: Verdict) =>
  async (id: string): Promise<void> =>
    withDatabase(async (deps) => {
      const resolution = isUuid(id)
        ? await resolveByHand(deps, id, verdict, 'command:unknown')
        : { outcome: 'none' as const };
      if (resolution.outcome === 'none') throw new MessageMissingError(id);
      if (resolution.outcome === 'settled') throw new MessageSettledError(id, resolution.state);
      console.log(`Message ${id} of store ${resolution.message.storeId} is ${resolution.message.state}: ${verdict}.`);
    });

/** Thrown when there is no message of this id. */
class MessageMissingError extends Error {
  override readonly name = 'MessageMissingError';
  readonly code = 'MESSAGE_MISSING';
  constructor(id: string) {
    super(`No message has the id ${id}. \`npm run unknown -- list\` shows those of unknown fate.`);
  }
}

/** Thrown when the fate of the message is known. */
class MessageSettledError extends Error {
  override readonly name = 'MessageSettledError';
  readonly code = 'MESSAGE_SETTLED';
  constructor(id: string, state: string) {
    super(`Message ${id} is ${state}, which is known; it was left as it is.`);
  }
}

const program = new Command('npm run unknown --').description(
  'Messages that the provider may have accepted for all we know: never sent again by themselves.',
);
program.command('list').description('shows them, the oldest first').option('--store <id>').action(list);
program
  .command('sent')
  .description('the provider has it: it counts as sent')
  .argument('<id>', 'as listed')
  .action(resolve('sent'));
program
  .command('not-sent')
  .description('the provider does not have it: it counts as failed')
  .argument('<id>', 'as listed')
  .action(resolve('not sent'));

runCommand(program);

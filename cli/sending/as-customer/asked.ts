import type { Command } from 'commander';
import { type AskedMessage, readAskedMessage } from '../../../api/journeys/ask-message.ts';
import { specs } from '../../../api/specs.ts';
import { findPerson } from '../../../db/personal-data/person.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { createLogger } from '../../../telemetry/logger.ts';
import { findStore } from '../../command/find-store.ts';
import { type CommandDatabase, withDatabase } from '../../command/with-database.ts';
import { personOptions, type PersonOptions, PersonUnknownError, readPerson } from '../../privacy/person-options.ts';

export interface MessageOptions extends PersonOptions {
  readonly journey: string;
  readonly template: string;
  readonly channel?: string;
  readonly offer?: string;
}

/** The options that name a message and a customer. */
export const messageOptions = (program: Command): Command =>
  personOptions(program)
    .requiredOption('--journey <name>', `one of ${specs.map(({ name }) => name).join(', ')}`)
    .requiredOption('--template <template>', 'one that the journey sends: `npm run test-send -- list`')
    .option('--channel <channel>', 'email or sms; as the journey sends it unless said')
    .option('--offer <name>', 'another offer than the one that the step would name');

/** What the options name, with the database. */
export interface Named {
  readonly database: CommandDatabase;
  readonly store: StoreRow;
  readonly customer: CustomerId;
  readonly asked: AskedMessage;
}

/** Runs a command about one message and one customer. @throws MessageOptionsError and what the options are refused with */
export const withMessage = async (options: MessageOptions, run: (named: Named) => Promise<void>): Promise<void> => {
  const reference = readPerson(options);
  const { journey, template, channel, offer } = options;
  const read = readAskedMessage({ journey, template, channel, offer }, specs);
  if (!read.ok) throw new MessageOptionsError(read.flaws.map(({ field, problem }) => `--${field}: ${problem}`));
  await withDatabase(async (database) => {
    const store = await findStore(database.db, options.store);
    const customer = await findPerson(database.db, store.id, reference);
    if (!customer) throw new PersonUnknownError(store.id, reference.kind);
    await run({ database, store, customer, asked: read.asked });
  });
};

/** What the answers of a command are made with; what breaks is said by the answer itself. */
export const askDeps = ({ db, clock }: CommandDatabase) => ({
  db,
  clock,
  logger: createLogger({ process: 'command', level: 'silent' }),
});

/** Thrown when what is asked for is described wrongly. */
export class MessageOptionsError extends Error {
  override readonly name = 'MessageOptionsError';
  readonly code = 'TEST_SEND_OPTIONS';
  constructor(lines: readonly string[], remedy = '`npm run test-send -- list` shows what there is.') {
    super(`Nothing was sent:\n  ${lines.join('\n  ')}\n${remedy}`);
  }
}

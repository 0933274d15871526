import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { flawsOf } from '../../api/events/flaw.ts';
import { askForTest } from '../../api/operate/test-send/ask.ts';
import { testSendView } from '../../api/operate/test-send/view.ts';
import { testTemplates, testWish } from '../../api/operate/test-send/wish.ts';
import { specs } from '../../api/specs.ts';
import { readOperator } from '../../db/access/operators.ts';
import type { Queries } from '../../db/client.ts';
import { findPerson } from '../../db/personal-data/person.ts';
import { readTestSend, type TestSendRow } from '../../db/test-sends/test-sends.ts';
import { findStore } from '../command/find-store.ts';
import { PersonUnknownError, personOptions, type PersonOptions, readPerson } from '../privacy/person-options.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run test-send`: a message as a customer would get it now, sent to an operator's own address. */

/** How long the command looks on; the worker goes on by itself. */
const patienceMillis = 30_000;

interface Options extends PersonOptions {
  readonly journey: string;
  readonly template: string;
  readonly offer?: string;
  readonly operator: string;
}

const send = async ({ journey, template, offer, operator: name, ...options }: Options): Promise<void> => {
  const reference = readPerson(options);
  // Whom it is about is known from the options; the rest is read as the api reads it.
  const read = testWish(specs).safeParse({ customer: { id: '-' }, journey, template, offer, operator: name });
  if (!read.success) throw new TestSendError(flawsOf(read.error).map(({ field, problem }) => `--${field}: ${problem}`));
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const customer = await findPerson(db, store.id, reference);
    if (!customer) throw new PersonUnknownError(store.id, reference.kind);
    const operator = await readOperator(db, name);
    if (!operator?.email) throw new TestSendError([`--operator: no operator ${name} has an address.`]);
    const wish = { store: store.id, customer, message: read.data.message, operator: operator.id };
    const asked = await askForTest(db, wish, { at: clock.now(), actor: 'command:test-send' });
    const row = await untilEnded(db, asked);
    const { state, means, detail, customerWould, rules } = testSendView(row);
    for (const { rule, says, sentence } of rules) console.log(`${says.padEnd(8)}  ${rule}  ${sentence}`);
    console.log(`The customer ${customerWould?.says === 'pass' ? 'would' : 'would not'} get it now.`);
    console.log(`${state}: ${means}${detail ? ` (${detail})` : ''}`);
    if (state !== 'sent') process.exitCode = 1;
  });
};

const untilEnded = async (db: Queries, asked: TestSendRow): Promise<TestSendRow> => {
  const deadline = Date.now() + patienceMillis;
  let row = asked;
  while (row.endedAt === null && Date.now() < deadline) {
    await wait(300);
    row = (await readTestSend(db, asked.storeId, asked.id)) ?? row;
  }
  return row;
};

/** Thrown when what is to be sent is described wrongly. */
class TestSendError extends Error {
  override readonly name = 'TestSendError';
  readonly code = 'TEST_SEND_OPTIONS';
  constructor(lines: readonly string[]) {
    super(`Nothing was sent:\n  ${lines.join('\n  ')}\n\`npm run operator -- address\` gives an operator an address.`);
  }
}

const program = personOptions(new Command('npm run test-send --'))
  .description('Sends a message as a customer would get it now to an operator, and says what each rule says.')
  .requiredOption('--journey <name>', `one of ${specs.map(({ name }) => name).join(', ')}`)
  .requiredOption('--template <template>', `one of ${testTemplates.join(', ')}`)
  .option('--offer <name>', 'the offer that the step would name')
  .requiredOption('--operator <name>', 'to whose address it goes')
  .action(send);

runCommand(program);

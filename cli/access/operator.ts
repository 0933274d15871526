import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { hashPassword, makePassword } from '../../api/console/sign-in/password.ts';
import { email, phone } from '../../api/events/fields.ts';
import { recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import {
  changeOperator,
  insertOperator,
  listOperators,
  type OperatorRow,
  readOperator,
} from '../../db/access/operators.ts';
import { deleteSessionsOf } from '../../db/access/sessions.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run operator`: who may sign in to the console. Operators live in real time, whatever the store's clock says. */

const create = async ({ name }: { readonly name: string }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const password = makePassword();
    const row = { id: randomUUID(), name, passwordHash: await hashPassword(password), createdAt: new Date() };
    await db.transaction(async (transaction) => {
      if (!(await insertOperator(transaction, row))) throw new OperatorExistsError(name);
      await recordAct(transaction, actOn(row, 'operator.created'));
    });
    tell(name, password);
  });

const list = async (): Promise<void> =>
  withDatabase(async ({ db }) => {
    for (const { name, createdAt, disabledAt } of await listOperators(db)) {
      const disabled = disabledAt ? `  disabled ${disabledAt.toISOString()}` : '';
      console.log(`${name}  made ${createdAt.toISOString()}${disabled}`);
    }
  });

const renew = async (name: string): Promise<void> =>
  withDatabase(async ({ db }) => {
    const password = makePassword();
    await change(db, name, 'operator.password_renewed', { passwordHash: await hashPassword(password) });
    tell(name, password);
  });

/** Where tests go: an e-mail address, or a phone number. */
const reach =
  (field: 'email' | 'phone') =>
  async (name: string, given: string): Promise<void> => {
    const read = { email, phone }[field].safeParse(given);
    if (!read.success) throw new OperatorAddressError(words[field], read.error.issues[0]!.message);
    await withDatabase(async ({ db }) => {
      await db.transaction(async (transaction) => {
        const operator = await readOperator(transaction, name);
        if (!operator) throw new OperatorUnknownError(name);
        await changeOperator(transaction, operator.id, { [field]: read.data });
        await recordAct(transaction, actOn(operator, `operator.${words[field]}_set`));
      });
      console.log(`${kinds[field]} that ${name} sends to themselves go there from now on.`);
    });
  };

const words = { email: 'address', phone: 'phone' } as const;
const kinds = { email: 'Messages', phone: 'Text messages' } as const;

const disable = async (name: string): Promise<void> =>
  withDatabase(async ({ db }) => {
    await change(db, name, 'operator.disabled', { disabledAt: new Date() });
    console.log(`${name} is signed out and can sign in no more.`);
  });

/** Changes an operator and ends their sessions: what they were allowed before counts no more. */
const change = async (
  db: Database,
  name: string,
  act: string,
  changes: Parameters<typeof changeOperator>[2],
): Promise<void> =>
  db.transaction(async (transaction) => {
    const operator = await readOperator(transaction, name);
    if (!operator) throw new OperatorUnknownError(name);
    await changeOperator(transaction, operator.id, changes);
    await deleteSessionsOf(transaction, operator.id);
    await recordAct(transaction, actOn(operator, act));
  });

const actOn = ({ id }: Pick<OperatorRow, 'id'>, act: string) =>
  ({ at: Date.now(), actor: 'command:operator', act, subject: `operator/${id}` }) as const;

const tell = (name: string, password: string): void => {
  console.error(`The password of ${name}, shown this once; only its hash is kept:`);
  console.log(password);
};

/** Thrown when an operator would get an address to which nothing can be sent. */
class OperatorAddressError extends Error {
  override readonly name = 'OperatorAddressError';
  readonly code = 'OPERATOR_ADDRESS';
  constructor(what: string, problem: string) {
    super(`The ${what} was not changed: ${problem}.`);
  }
}

/** Thrown when an operator of this name was made before, disabled ones included. */
class OperatorExistsError extends Error {
  override readonly name = 'OperatorExistsError';
  readonly code = 'OPERATOR_EXISTS';
  constructor(name: string) {
    super(
      `There is an operator ${name} already, and nothing was changed. \`npm run operator -- renew ${name}\` makes a new password.`,
    );
  }
}

/** Thrown when nobody of this name may sign in. */
class OperatorUnknownError extends Error {
  override readonly name = 'OperatorUnknownError';
  readonly code = 'OPERATOR_UNKNOWN';
  constructor(name: string) {
    super(`There is no operator ${name} who may sign in. \`npm run operator -- list\` shows them.`);
  }
}

const program = new Command('npm run operator --').description('Who may sign in to the console.');
program
  .command('create')
  .description('makes an operator and shows the password once')
  .requiredOption('--name <name>', 'what they sign in with; the audit log shows it')
  .action(create);
program.command('list').description('shows the operators').action(list);
program.command('renew').description('makes a new password and ends the sessions').argument('<name>').action(renew);
program
  .command('address')
  .description('where messages go that they send to themselves as a customer would get them')
  .argument('<name>')
  .argument('<e-mail>')
  .action(reach('email'));
program
  .command('phone')
  .description('where text messages go that they send to themselves as a customer would get them')
  .argument('<name>')
  .argument('<number>', 'with the country code')
  .action(reach('phone'));
program.command('disable').description('ends the sessions for good').argument('<name>').action(disable);

runCommand(program);

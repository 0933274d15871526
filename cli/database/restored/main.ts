import { Client, Connection } from '@temporalio/client';
import { Command, InvalidArgumentError } from 'commander';
import { resendProvider } from '../../../activities/providers/resend.ts';
import { readEnvironment } from '../../../config/read.ts';
import { readOrExit } from '../../../config/read-or-exit.ts';
import { readTemporalConfig } from '../../../config/temporal.ts';
import { workerVariables } from '../../../config/variables.ts';
import { recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { holdSending, readHold, releaseSending } from '../../../db/road/restored.ts';
import { systemClock } from '../../../domain/time/clock.ts';
import { dataConverter } from '../../../temporal/data-converter.ts';
import { runCommand } from '../../command/run-command.ts';
import { withDatabase } from '../../command/with-database.ts';
import { putBackRuns } from './put-back-runs.ts';
import { recognise } from './recognise.ts';

/** `npm run restored`: makes whole what a restored database has forgotten. The procedure is docs/restore.md. */

/** What may have happened before the backup and was not in it yet, and how far clocks differ, in milliseconds. */
const marginMillis = 10 * 60_000;

const hold = async ({ backup }: { readonly backup: Date }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    await db.transaction(async (transaction) => {
      await holdSending(transaction, { at: new Date(clock.now()), backup });
      await recordAct(transaction, act('sending.held', { backup: backup.toISOString() }));
    });
    console.log(
      `Nothing is sent, and what happened before now starts no journey; restored to ${backup.toISOString()}.`,
    );
    console.log('Next: npm run restored -- recognise');
  });

const recogniseAll = async (): Promise<void> =>
  withDatabase(async ({ db, demoClock }) => {
    const backup = await heldSince(db);
    const since = backup.getTime() - marginMillis;
    const { connectionOptions, namespace, codecKeys } = readOrExit(() => readTemporalConfig(process.env));
    const converter = dataConverter(codecKeys);
    const connection = await Connection.connect(connectionOptions);
    try {
      const client = new Client({ connection, namespace, dataConverter: converter });
      const { seen, putBack, unknown } = await putBackRuns({ db, client, converter, demoClock }, since);
      console.log(
        `Runs told to Temporal since: ${seen}; written down again ${putBack}; of unknown customers ${unknown}`,
      );
    } finally {
      await connection.close();
    }
    const { RESEND_API_KEY, RESEND_BASE_URL, PROVIDER_TIMEOUT_MS } = workerVariables;
    const read = readOrExit(() =>
      readEnvironment({ RESEND_API_KEY, RESEND_BASE_URL, PROVIDER_TIMEOUT_MS }, process.env),
    );
    if (!read.RESEND_API_KEY) {
      console.log(
        'RESEND_API_KEY is not set, and no other record is read; the local outbox was restored together with the ledger.',
      );
    } else {
      const provider = resendProvider({
        apiKey: read.RESEND_API_KEY,
        baseUrl: read.RESEND_BASE_URL,
        timeoutMillis: read.PROVIDER_TIMEOUT_MS,
        realClock: systemClock(),
      });
      const found = await recognise({ db, provider, channel: 'email', demoClock }, since);
      console.log(
        `Messages in the record of ${provider.name} since: ${found.seen}; known ${found.known}; ` +
          `recognised ${found.recognised}; of no known step ${found.unplaced}`,
      );
    }
    await recordAct(db, act('ledger.recognised', { since: new Date(since).toISOString() }));
    console.log('Next: let the store post again what happened since, then npm run restored -- release');
  });

const release = async (): Promise<void> =>
  withDatabase(async ({ db }) => {
    await heldSince(db);
    await db.transaction(async (transaction) => {
      await releaseSending(transaction);
      await recordAct(transaction, act('sending.released', {}));
    });
    console.log('Messages are sent again.');
  });

const heldSince = async (db: Database): Promise<Date> => {
  const backup = await readHold(db);
  if (!backup) throw new NotHeldError();
  return backup;
};

const act = (name: string, detail: Readonly<Record<string, string>>) =>
  ({ at: Date.now(), actor: 'command:restored', act: name, subject: 'database/restored', detail }) as const;

/** Thrown when nothing is held: then nothing was said to be restored. */
class NotHeldError extends Error {
  override readonly name = 'NotHeldError';
  readonly code = 'NOT_HELD';
  constructor() {
    super('Nothing is held, and nothing was changed. Begin with `npm run restored -- hold --backup <instant>`.');
  }
}

const instant = (text: string): Date => {
  const millis = Date.parse(text);
  if (Number.isNaN(millis)) throw new InvalidArgumentError('write an instant such as 2026-11-25T09:30:00Z');
  return new Date(millis);
};

const program = new Command('npm run restored --').description(
  'After the database was restored to an earlier state: holds, recognises what went out, releases. See docs/restore.md.',
);
program
  .command('hold')
  .description('sends nothing until `release`; run it before any worker starts on the restored database')
  .requiredOption('--backup <instant>', 'the last instant that the restored database knows, in real time', instant)
  .action(hold);
program
  .command('recognise')
  .description("writes down again what Temporal and the provider's own record know; may be run again")
  .action(recogniseAll);
program.command('release').description('sends again').action(release);

runCommand(program);

import { Command } from 'commander';
import { validate as isUuid } from 'uuid';
import { retryQuarantined } from '../../api/intake/quarantine.ts';
import { isUnprocessable } from '../../api/intake/unprocessable.ts';
import { specs } from '../../api/specs.ts';
import { recordAct } from '../../db/access/audit.ts';
import { errorCode } from '../../db/error-code.ts';
import { listQuarantined } from '../../db/pages/quarantine.ts';
import type { StoreId } from '../../domain/ids.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run quarantine`: events that were accepted and could not be applied. */

const most = 1000;

const list = async (options: { readonly store?: string }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const events = await listQuarantined(db, { store: options.store as StoreId | undefined }, most);
    for (const { id, storeId, type, receivedAt, reason } of events) {
      console.log(`${id}  ${storeId}  ${type}  received ${receivedAt.toISOString()}  ${reason}`);
    }
    const shown = events.length === most ? `The newest ${most} events` : `${events.length} events`;
    console.error(events.length === 0 ? 'Nothing is in quarantine.' : `${shown} in quarantine.`);
  });

const retry = async (id: string): Promise<void> =>
  withDatabase(async ({ db, clock, nameHash }) => {
    if (!isUuid(id)) throw new EventUnknownError(id);
    try {
      const retried = await retryQuarantined({ db, clock, specs, nameHash }, id, async (queries, store, { fate }) =>
        recordAct(queries, {
          at: clock.now(),
          actor: 'command:quarantine',
          act: 'event.retried',
          subject: `event/${id}`,
          store: store.id,
          detail: { fate: fate.fate },
        }),
      );
      if (retried.outcome === 'none') throw new EventUnknownError(id);
      if (retried.outcome === 'invalid') {
        throw new StillUnprocessableError(id, retried.flaws.map(({ field }) => field).join(', ') || 'not valid');
      }
      const { fate } = retried.accepted;
      console.log(`Event ${id} is ${fate.fate}${'reason' in fate ? ` (${fate.reason})` : ''}.`);
    } catch (error) {
      if (error instanceof EventUnknownError || !isUnprocessable(error)) throw error;
      throw error instanceof StillUnprocessableError ? error : new StillUnprocessableError(id, errorCode(error));
    }
  });

/** Thrown when there is no quarantined event of this id. */
class EventUnknownError extends Error {
  override readonly name = 'EventUnknownError';
  readonly code = 'EVENT_UNKNOWN';
  constructor(id: string) {
    super(`No event in quarantine has the id ${id}. \`npm run quarantine -- list\` shows them.`);
  }
}

/** Thrown when the event fails again: by which error, or for which fields. */
class StillUnprocessableError extends Error {
  override readonly name = 'StillUnprocessableError';
  readonly code = 'EVENT_UNPROCESSABLE';
  constructor(id: string, why: string) {
    super(`Event ${id} still cannot be applied (${why}); it stays in quarantine. Mend the cause, then retry it.`);
  }
}

const program = new Command('npm run quarantine --').description('Events that were accepted and could not be applied.');
program
  .command('list')
  .description('shows them, newest first, without what they say')
  .option('--store <id>')
  .action(list);
program.command('retry').description('applies one after all').argument('<id>', 'as listed').action(retry);

runCommand(program);

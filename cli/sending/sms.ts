import { Command } from 'commander';
import { readSmsReport } from '../../api/read/sms-costs.ts';
import { formatMoney } from '../../domain/money.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run sms`: what a store's text messages cost. What they are for and what a day may cost: `npm run policy`, section `sms`. */

/** Thrown when an option cannot be read. */
class SmsOptionError extends Error {
  override readonly name = 'SmsOptionError';
  readonly code = 'SMS_OPTION';
}

const costs = async (options: { readonly store: string; readonly days: string }): Promise<void> => {
  if (!/^\d{1,4}$/u.test(options.days) || Number(options.days) === 0) {
    throw new SmsOptionError(`--days ${options.days} is no number of days: write 1 to 9999, for example --days 30.`);
  }
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const report = await readSmsReport(db, store, { now: clock.now(), days: Number(options.days) });
    const money = (amount: number) => formatMoney({ amount, currency: report.currency }, 'en');
    for (const { journey, purpose, messages, segments, cost } of report.journeys) {
      console.log(`${journey}  ${purpose}  ${messages} messages  ${segments} segments  ${money(cost)}`);
    }
    const { tests } = report;
    if (tests.messages > 0) {
      console.log(`tests by operators  ${tests.messages} messages  ${tests.segments} segments  ${money(tests.cost)}`);
    }
    console.log(`all  ${money(report.total)} in ${options.days} days`);
    for (const { purpose, spent, budget } of report.today) {
      console.log(`today  ${purpose}  ${money(spent)} ${budget === null ? 'without a limit' : `of ${money(budget)}`}`);
    }
  });
};

const program = new Command('npm run sms --').description('What text messages cost.');
program
  .command('costs')
  .description('what was spent, by journey, and what is left of today')
  .requiredOption('--store <id>', 'the store')
  .option('--days <number>', 'so many days back', '30')
  .action(costs);

runCommand(program);

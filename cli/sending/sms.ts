import { Command } from 'commander';
import { readSmsCosts, readSmsDay } from '../../db/pages/sms-costs.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import { formatMoney } from '../../domain/money.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run sms`: what a store's text messages cost. What they are for and what a day may cost: `npm run policy`, section `sms`. */

const dayMillis = 86_400_000;

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
    const now = clock.now();
    const money = (amount: number) => formatMoney({ amount, currency: store.currency }, 'en');
    const range = { since: new Date(now - Number(options.days) * dayMillis), until: new Date(now + 1) };
    const found = await readSmsCosts(db, store.id, range);
    for (const { journey, purpose, messages, segments, cost } of found) {
      console.log(`${journey}  ${purpose}  ${messages} messages  ${segments} segments  ${money(cost)}`);
    }
    const total = found.reduce((sum, { cost }) => sum + cost, 0);
    console.log(`all  ${money(total)} in ${options.days} days`);
    const { policy } = await readStorePolicy(db, store.id, new Date(now));
    const spent = new Map((await readSmsDay(db, store.id, new Date(now))).map((one) => [one.purpose, one.spent]));
    for (const purpose of ['marketing', 'transactional'] as const) {
      const budget = policy.sms.dailyBudget[purpose];
      const limit = budget === null ? 'without a limit' : `of ${money(budget)}`;
      console.log(`today  ${purpose}  ${money(spent.get(purpose) ?? 0)} ${limit}`);
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

import { Command } from 'commander';
import { reportLatencies } from '../../api/read/latencies.ts';
import { reportPolicyResults, usualSection } from '../../api/read/policy-results.ts';
import { mostMonths, reportSecondOrders, usualMonths } from '../../api/read/second-orders.ts';
import { isPolicySection, policySections } from '../../api/policies/schemas.ts';
import { specs } from '../../api/specs.ts';
import { formatMoney } from '../../domain/money.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run report`: what versions of a policy brought and what they cost in goodwill; who ordered again; how soon events are decided about. */

/** Thrown when an option cannot be read. */
class ReportOptionError extends Error {
  override readonly name = 'ReportOptionError';
  readonly code = 'REPORT_OPTION';
}

const numberOf = (option: string, text: string, most: number): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new ReportOptionError(`${option} ${text} cannot be read: write 1 to ${most}.`);
};

const policies = async (options: {
  readonly store: string;
  readonly section: string;
  readonly days: string;
}): Promise<void> => {
  const { section } = options;
  if (!isPolicySection(section)) {
    throw new ReportOptionError(`--section ${section} is no section: write one of ${policySections.join(', ')}.`);
  }
  const days = numberOf('--days', options.days, 9_999);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const report = await reportPolicyResults(db, store, { now: clock.now(), days, section });
    const money = (amount: number) => formatMoney({ amount: Math.round(amount), currency: report.currency }, 'en');
    if (report.versions.length === 0) console.log(`No marketing message went out in ${days} days.`);
    for (const one of report.versions) {
      const name = one.version === 0 ? 'the default' : `version ${one.version}`;
      const since = one.from ? ` since ${one.from.toISOString()}` : '';
      console.log(`${section}, ${name}${since}${one.why ? `: ${one.why}` : ''}`);
      console.log(
        `  ${one.sent} messages to ${one.customers} customers; after a click ${one.orders} orders, ${money(one.revenue)} (${money(one.revenuePerThousand)} per 1,000 messages)`,
      );
      console.log(
        `  ${one.unsubscribed} left (${one.unsubscribedPerThousand} per 1,000), ${one.complained} complained (${one.complainedPerThousand} per 1,000)`,
      );
    }
  });
};

const latency = async (options: { readonly store: string; readonly hours: string }): Promise<void> => {
  const hours = numberOf('--hours', options.hours, 720);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const { journeys } = await reportLatencies(db, specs, { store: store.id, now: clock.now(), hours });
    if (journeys.length === 0) console.log(`Nothing was decided in ${hours} hours.`);
    for (const { journey, decisions, p50, p99, most, eventDelay, isInTime } of journeys) {
      const beside =
        eventDelay === null
          ? ''
          : `; the wait of an event is ${eventDelay / 60_000} minutes: ${isInTime ? 'in time' : 'TOO LATE'}`;
      console.log(
        `${journey ?? 'all'}: ${decisions} first decisions, p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, most ${Math.round(most)} ms${beside}`,
      );
    }
  });
};

const secondOrders = async (options: { readonly store: string; readonly months: string }): Promise<void> => {
  const months = numberOf('--months', options.months, mostMonths);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const { cohorts } = await reportSecondOrders(db, store, { now: clock.now(), months });
    if (cohorts.length === 0) console.log(`Nobody ordered for the first time in ${months} months.`);
    for (const one of cohorts) {
      const days = one.medianDays === null ? '' : `, half of them within ${one.medianDays} days`;
      const ninety =
        one.againInNinetyPercent === null
          ? '; its ninety days are not over'
          : `; within ninety days ${one.againInNinety} of ${one.pastNinety} (${one.againInNinetyPercent} %)`;
      console.log(
        `${one.month}: ${one.customers} first orders, ${one.again} ordered again (${one.againPercent} %)${days}${ninety}`,
      );
    }
  });
};

const program = new Command('npm run report --').description(
  'What policies bring, who orders again, and how soon events are decided about.',
);
program
  .command('policies')
  .description('revenue and unsubscribes side by side, by version of a section of the policy')
  .requiredOption('--store <id>', 'the store')
  .option('--section <name>', 'the section', usualSection)
  .option('--days <number>', 'so many days back', '30')
  .action(policies);
program
  .command('second-orders')
  .description('how many of the customers of each month’s first orders came back, and how soon')
  .requiredOption('--store <id>', 'the store')
  .option('--months <number>', 'so many months back', String(usualMonths))
  .action(secondOrders);
program
  .command('latency')
  .description('from event to decision, p50 and p99, beside the waits of an event')
  .requiredOption('--store <id>', 'the store')
  .option('--hours <number>', 'so many hours back', '24')
  .action(latency);

runCommand(program);

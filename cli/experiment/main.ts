import { Command, Option } from 'commander';
import { runCommand } from '../command/run-command.ts';
import type { AnalyseOptions } from './analyse-file.ts';
import { amount, change, count, day, percent } from './options.ts';
import type { PlanOptions } from './plan.ts';
import type { RegisterOptions, WithdrawOptions } from './register.ts';
import type { ReportOptions } from './report.ts';
import type { SharesOptions } from './shares.ts';
import type { SimulateOptions } from './simulate.ts';
import type { SurvivalOptions } from './survival.ts';

/** `npm run experiment`: what is tried, and what it brought. Each command loads what it needs alone: plans no database. */

const program = new Command('npm run experiment --').description('What is tried on customers, and what it brought.');
program
  .command('plan')
  .description('how many customers show a change, or what so many show')
  .option('--rate <percent>', 'how many customers do it now, such as buy: 5', percent)
  .option('--mean <amount>', 'what a customer brings now', amount)
  .option('--deviation <amount>', 'the standard deviation of what customers bring', amount)
  .option('--lift <percent>', 'the change that must not be missed, of what is now', change)
  .option('--customers <count>', 'how many there are, in place of --lift', count)
  .option('--holdout <percent>', 'the part that is the control', percent, 0.5)
  .option('--power <percent>', 'the chance to find the change if it is there', percent, 0.8)
  .option('--alpha <percent>', 'the chance to find one that is not, two-sided', percent, 0.05)
  .option('--correlation <percent>', 'of what customers bring and brought before, as `report` tells it', percent, 0)
  .option('--looks <count>', 'at how many even looks it may end', count, 1)
  .option('--daily <count>', 'how many customers come in a day', count)
  .option('--json', 'the figures alone')
  .action(async (options: PlanOptions) => (await import('./plan.ts')).plan(options));
program
  .command('report')
  .description('what each experiment brought, in sentences')
  .requiredOption('--store <id>', 'the store')
  .option('--experiment <name>', 'only this one, such as cartAbandonment/cart-offer')
  .option('--since <day>', 'customers who came into it from then on, such as 2026-10-01; a year without it', day)
  .option('--until <day>', 'what happened before then; now without it', day)
  .option('--window <days>', 'how long after the assignment orders count; until now without it', count)
  .option('--past <days>', 'how long before it counts as the past', count, 365)
  .option('--margin <percent>', 'counts margin after discount, where prices hold so much', percent)
  .option('--cap <amount>', 'counts each customer up to so much', amount)
  .option('--cost <amount>', 'what the treated customers cost in all', amount)
  .option('--json', 'the figures alone')
  .action(async (options: ReportOptions) => (await import('./report.ts')).report(options));
program
  .command('survival')
  .description('how long buyers stay buyers, in each arm of an experiment')
  .requiredOption('--store <id>', 'the store')
  .requiredOption('--experiment <name>', 'such as holdout/all/2026-Q4')
  .option('--since <day>', 'customers who came into it from then on; two years without it', day)
  .option('--until <day>', 'what happened before then; now without it', day)
  .option('--silence <days>', 'who has ordered nothing for so long is a buyer no more', count, 180)
  .option('--horizon <days>', 'of how many days it is told how long they stay', count, 365)
  .option('--once', 'only buyers who had ordered once when they came into it')
  .option('--json', 'the figures alone')
  .action(async (options: SurvivalOptions) => (await import('./survival.ts')).survival(options));
program
  .command('shares')
  .description('what is tried, and the parts of the next customers that each arm gets')
  .requiredOption('--store <id>', 'the store')
  .option(
    '--rebalance',
    'first gives those of which a day has passed their parts by results, as the api does by itself',
  )
  .option('--json', 'the figures alone')
  .action(async (options: SharesOptions) => (await import('./shares.ts')).shares(options));
program
  .command('register')
  .description('writes down how a decision is to be made, before its first result')
  .requiredOption('--store <id>', 'the store')
  .requiredOption('--experiment <name>', 'such as cartAbandonment/cart-offer, or holdout/all/2026-Q4')
  .addOption(new Option('--metric <what>', 'what is counted').choices(['revenue', 'margin']).makeOptionMandatory())
  .option('--margin <percent>', 'of the metric margin: how much prices hold', percent)
  .requiredOption('--window <days>', 'the horizon: how long after their assignment customers’ orders count', count)
  .option('--past <days>', 'how long before it counts as the past', count, 365)
  .option('--cap <amount>', 'counts each customer up to so much', amount)
  .requiredOption('--lift <percent>', 'the smallest change that is worth finding', change)
  .requiredOption('--customers <count>', 'how many the last look has, as `plan` tells it', count)
  .option('--looks <count>', 'at how many even looks it may end', count, 5)
  .addOption(new Option('--spending <how>', 'of the chance of a false alarm').choices(['obrien-fleming', 'pocock']))
  .requiredOption('--why <text>', 'what is to be decided')
  .action(async (options: RegisterOptions) => (await import('./register.ts')).register(options));
program
  .command('withdraw')
  .description('withdraws the registered decision of an experiment; it is kept, with who and why')
  .requiredOption('--store <id>', 'the store')
  .requiredOption('--experiment <name>', 'which')
  .requiredOption('--why <text>', 'why')
  .action(async (options: WithdrawOptions) => (await import('./register.ts')).withdraw(options));
program
  .command('analyse')
  .description('the same statistics on a file of customers: arm,outcome[,before]')
  .argument('<file>', 'CSV')
  .requiredOption('--control <arm>', 'the arm that the others are compared with')
  .option('--currency <code>', 'of the outcomes', 'EUR')
  .option('--shares <parts>', 'what each arm was to get, such as none=10,mail=90; even without it')
  .option('--cost <amount>', 'what the treated customers cost in all', amount)
  .option('--json', 'the figures alone')
  .action(async (file: string, options: AnalyseOptions) =>
    (await import('./analyse-file.ts')).analyseFile(file, options),
  );
program
  .command('simulate')
  .description('what the statistics say of shops whose truth is known')
  .option('--runs <count>', 'experiments of each kind', count, 1_000)
  .option('--seed <count>', 'the same seed gives the same figures', count, 1)
  .addOption(
    new Option('--only <part>', 'one part of it').choices(['coverage', 'peeking', 'reallocation', 'doses', 'survival']),
  )
  .option('--json', 'the figures alone')
  .action(async (options: SimulateOptions) => (await import('./simulate.ts')).simulate(options));

runCommand(program);

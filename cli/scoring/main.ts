import { Command, Option } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { exportScores } from './base/export.ts';
import { models, promote } from './base/models.ts';
import { run } from './base/run.ts';
import { calibration } from './calibration/calibration.ts';
import { check } from './check/check.ts';
import { demand } from './demand/demand.ts';
import { fit, fittedModels } from './fit/fit.ts';
import { gaps } from './gaps/gaps.ts';
import { intent } from './signals/intent.ts';
import { nextCategory } from './signals/next-category.ts';
import { fileUplift } from './uplift/file-uplift.ts';
import { storeUplift } from './uplift/store-uplift.ts';

/** `npm run score`: scores the customers of stores; with a word, what the models say about a file. Explained in docs/scoring.md. */

const program = new Command('npm run score --').description(
  'Fits the models of customers and scores everybody; or asks the models about files of your own.',
);

/** What a command asks that reads an order log. */
const readingLog = (command: Command): Command =>
  command
    .option('--until <date>', 'the last day of the order log that counts; without it the log’s own')
    .option('--zone <name>', 'whose days count, where the log has instants', 'UTC')
    .option('--currency <code>', 'the store’s currency; orders in others are left out', 'EUR');

program
  .command('run', { isDefault: true })
  .description('fits the models of every store, and scores its customers; goes on where it was stopped')
  .option('--store <id>', 'this store only')
  .option('--json', 'a line of JSON for each store')
  .action(run);
program
  .command('models')
  .description('the models that were fitted, and how each did on what it had not seen')
  .requiredOption('--store <id>', 'the store')
  .option('--json', 'as JSON')
  .action(models);
program
  .command('promote')
  .description('puts a fit to use that is not used by itself')
  .argument('<kind>', 'orders, spend or products')
  .requiredOption('--store <id>', 'the store')
  .requiredOption('--version <number>', 'of the fit')
  .requiredOption('--why <text>', 'for the audit log')
  .action(promote);
program
  .command('export')
  .description('every score and signal of a store, visitors among them, on standard output')
  .requiredOption('--store <id>', 'the store')
  .addOption(new Option('--format <name>', 'how').choices(['csv', 'jsonl']).default('csv'))
  .action(exportScores);
program
  .command('demand')
  .description('what of each product will be asked for, by whom, against its stock; as the last run foresaw it')
  .requiredOption('--store <id>', 'the store')
  .addOption(new Option('--format <name>', 'how').choices(['text', 'csv', 'jsonl']).default('text'))
  .action(demand);
program
  .command('next-category')
  .description('how often the category of the next order is foreseen, beside naming what is popular')
  .argument('<file>', 'an order log: customer_id, date, category; or product_id, with --products')
  .option('--products <file>', 'CSV: product_id, category')
  .option('--json', 'as JSON')
  .action(nextCategory);
program
  .command('offers')
  .description(
    'how customers react to each offer, by what the store’s own experiments drew; as the last run counted it',
  )
  .requiredOption('--store <id>', 'the store')
  .option('--json', 'as JSON')
  .action(storeUplift);
program
  .command('uplift')
  .description('how groups of customers react to something that was drawn for them, of a file with a line a customer')
  .argument('<file>', 'CSV: the arm, the outcome, and what was known before the draw')
  .requiredOption('--arm <column>', 'who was in which arm')
  .requiredOption('--offered <value>', 'the arm that is judged')
  .requiredOption('--control <value>', 'the arm that it is judged against')
  .requiredOption('--outcome <column>', 'what each customer came to: 0 or 1, or money')
  .requiredOption('--by <columns>', 'by what groups are told apart, the widest first: prices,profile')
  .option('--json', 'as JSON')
  .action(fileUplift);
program
  .command('intent')
  .description('from which intent score on customers are likely to buy')
  .argument('<file>', 'an event log: customer_id, event, timestamp, and product_id where it is known')
  .option('--json', 'as JSON')
  .action(intent);
program
  .command('check')
  .description('compares the models with reference values; exit code 1 when one is beyond its tolerance')
  .argument('<file>', 'CSV: model, p1, p2, p3, p4, x, t_x, T, t, log_likelihood, p_alive, expected_transactions')
  .action(check);
readingLog(program.command('fit'))
  .description('parameters, their standard errors and the log-likelihood')
  .argument('<file>', 'CSV: x, t_x, T, zbar; with --orders an order log: customer_id, date, amount')
  .addOption(new Option('--model <name>', 'the model').choices(Object.keys(fittedModels)).default('mbg'))
  .option('--orders', 'the file is an order log')
  .option('--json', 'as JSON')
  .action(fit);
program
  .command('calibration')
  .description('what a model foresees of the last weeks of an order log, beside what came')
  .argument('<file>', 'an order log: customer_id, date')
  .requiredOption('--until <date>', 'the last day that the model knows')
  .option('--weeks <number>', 'how long it looks ahead', '39')
  .addOption(new Option('--model <name>', 'the model').choices(['mbg', 'bg']).default('mbg'))
  .option('--zone <name>', 'whose days count, where the log has instants', 'UTC')
  .option('--currency <code>', 'the store’s currency; orders in others are left out', 'EUR')
  .option('--svg <prefix>', 'writes two pictures, <prefix>-orders.svg and <prefix>-buyers.svg')
  .option('--json', 'as JSON')
  .action(calibration);
readingLog(program.command('gaps'))
  .description('how well the next purchase is predicted: half of the customers teach, the other half is judged')
  .argument('<file>', 'an order log: customer_id, date; with product_id, quantity and nominal_days by product')
  .option('--no-products', 'visits to the shop, although the log names products')
  .option('--json', 'as JSON')
  .action(gaps);

runCommand(program);

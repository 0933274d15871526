import { Command, Option } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { check } from './check/check.ts';
import { fit, fittedModels } from './fit/fit.ts';
import { gaps } from './gaps/gaps.ts';

/** `npm run score`: what the scoring models say about a file, and whether they are right. Explained in docs/scoring.md. */

const program = new Command('npm run score --').description('The models of customers, on files of your own.');

/** What a command asks that reads an order log. */
const readingLog = (command: Command): Command =>
  command
    .option('--until <date>', 'the last day of the order log that counts; without it the log’s own')
    .option('--zone <name>', 'whose days count, where the log has instants', 'UTC')
    .option('--currency <code>', 'the store’s currency; orders in others are left out', 'EUR');

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
readingLog(program.command('gaps'))
  .description('how well the next purchase is predicted: half of the customers teach, the other half is judged')
  .argument('<file>', 'an order log: customer_id, date; with product_id, quantity and nominal_days by product')
  .option('--no-products', 'visits to the shop, although the log names products')
  .option('--json', 'as JSON')
  .action(gaps);

runCommand(program);

import { Command } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { check } from './check/check.ts';

/** `npm run score`: what the scoring models say about a file, and whether they are right. Explained in docs/scoring.md. */

const program = new Command('npm run score --').description('The models of customers, on files of your own.');

program
  .command('check')
  .description('compares the models with reference values; exit code 1 when one is beyond its tolerance')
  .argument('<file>', 'CSV: model, p1, p2, p3, p4, x, t_x, T, t, log_likelihood, p_alive, expected_transactions')
  .action(check);

runCommand(program);

import { Command, Option } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { amount, change, count, percent } from './options.ts';
import { plan } from './plan.ts';
import { simulate } from './simulate.ts';

/** `npm run experiment`: what is tried, and what it brought. */

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
  .action(plan);
program
  .command('simulate')
  .description('what the statistics say of shops whose truth is known')
  .option('--runs <count>', 'experiments of each kind', count, 1_000)
  .option('--seed <count>', 'the same seed gives the same figures', count, 1)
  .addOption(new Option('--only <part>', 'one part of it').choices(['coverage', 'peeking', 'reallocation']))
  .option('--json', 'the figures alone')
  .action(simulate);

runCommand(program);

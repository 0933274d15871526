import { Command } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { list } from './list.ts';
import { run } from './run.ts';

/** `npm run segments`: judges who the customers of stores are; with a word, who is where. Explained in docs/segments.md. */

const program = new Command('npm run segments --').description('What customers are to their shop.');

program
  .command('run', { isDefault: true })
  .description('judges every customer of every store; goes on where it was stopped')
  .option('--store <id>', 'this store only')
  .option('--json', 'a line of JSON for each store')
  .action(run);
program
  .command('list')
  .description('the segments, whom they are for, and how many customers are in each')
  .requiredOption('--store <id>', 'the store')
  .option('--json', 'as JSON')
  .action(list);

runCommand(program);

import { Command } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { messageOptions } from './as-customer/asked.ts';
import { list } from './as-customer/list.ts';
import { look } from './as-customer/look.ts';
import { now } from './as-customer/now.ts';
import { send } from './as-customer/send.ts';

/** `npm run test-send`: any message of any journey as a customer would get it: sent to an operator, looked at, asked about. */

const program = new Command('npm run test-send --').description(
  'Any message of any journey as a customer would get it. Without a word before the options it is sent.',
);
messageOptions(program.command('send', { isDefault: true }))
  .description('sends it to an operator, and says what each rule says')
  .requiredOption('--operator <name>', 'to whose address or number it goes')
  .action(send);
messageOptions(program.command('preview'))
  .description('shows it; it goes to nobody')
  .option('--locale <language>', "fr or en, instead of the customer's own")
  .option('--html <file>', 'where the HTML part is written')
  .action(look);
messageOptions(program.command('now'))
  .description('says what would happen to it now, and when it will be possible')
  .action(now);
program.command('list').description('shows the messages of every journey').action(list);

runCommand(program);

import { Command } from 'commander';
import { liftByHand } from '../../api/operate/lift-pause.ts';
import { readPauses, wholeAccount } from '../../db/ledger/provider-pauses.ts';
import { readRates } from '../../db/ledger/provider-rates.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run provider`: what is paused and why, how fast each provider is called. */

const show = async (): Promise<void> =>
  withDatabase(async ({ db }) => {
    for (const { provider, sender, reason, detail, since, until, failedProbes } of await readPauses(db)) {
      const what = sender === wholeAccount ? 'all messages' : `messages from ${sender}`;
      const times = `since ${since.toISOString()}, one probes after ${until.toISOString()}, ${failedProbes} failed so far`;
      console.log(`${provider}  paused  ${what}  ${reason}: ${detail}  ${times}`);
    }
    for (const { provider, perSecond, toldAt } of await readRates(db)) {
      const from = toldAt ? `since ${toldAt.toISOString()}` : 'until an answer tells the limit';
      console.log(`${provider}  at most ${perSecond} a second  ${from}`);
    }
  });

const lift = async (provider: string, { sender }: { readonly sender: string }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const who = { at: clock.now(), actor: 'command:provider' } as const;
    if (!(await liftByHand(db, { provider, sender }, who))) throw new NotPausedError(provider, sender);
    console.log(`${provider} is given messages again; those that wait come as their own waits end.`);
  });

/** Thrown when there is no such pause. */
class NotPausedError extends Error {
  override readonly name = 'NotPausedError';
  readonly code = 'PROVIDER_NOT_PAUSED';
  constructor(provider: string, sender: string) {
    super(`${provider} is not paused for the sender ${sender}. \`npm run provider -- show\` lists what is.`);
  }
}

const program = new Command('npm run provider --').description(
  'Providers: what is paused, and how fast they are called.',
);
program.command('show').description('pauses with their reasons, and rates').action(show);
program
  .command('lift')
  .description('ends a pause, once its cause is mended')
  .argument('<provider>', 'as listed, such as resend')
  .option('--sender <domain>', 'the domain that is paused; the whole account otherwise', wholeAccount)
  .action(lift);

runCommand(program);

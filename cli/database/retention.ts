import { Command } from 'commander';
import { readOrExit } from '../../config/read-or-exit.ts';
import { readRetention } from '../../config/retention.ts';
import { retentionPolicies } from '../../db/retention/policies.ts';
import { retentionNames } from '../../domain/retention.ts';
import { applyRetention, cutoff } from '../../worker/retention/apply.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run retention`: deletes what is past its time now, as the worker does by itself. */
const retention = async ({ dryRun }: { readonly dryRun?: boolean }): Promise<void> =>
  withDatabase(async ({ db, sql, clock }) => {
    const days = readOrExit(() => readRetention(process.env));
    if (dryRun) {
      for (const name of retentionNames) {
        const before = cutoff(days[name], clock.now());
        const { what, count } = retentionPolicies[name];
        console.log(before ? `${what}: ${await count(db, before)} older than ${days[name]} days` : `${what}: kept`);
      }
      return;
    }
    const gone = await applyRetention({ db, sql, clock, days });
    if (!gone) return console.log('Another process applies the retention at this moment; nothing was done.');
    for (const name of retentionNames) {
      const { what, done = 'deleted' } = retentionPolicies[name];
      console.log(`${what}: ${gone[name]} rows ${done}`);
    }
  });

runCommand(
  new Command('npm run retention --')
    .description('Deletes what is older than the RETENTION_… variables say, in small steps, while everything runs.')
    .option('--dry-run', 'says how much would go, and deletes nothing')
    .action(retention),
);

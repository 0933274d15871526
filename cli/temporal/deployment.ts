import { Connection } from '@temporalio/client';
import { Command } from 'commander';
import { loadDotEnv } from '../../config/env-file.ts';
import { readOrExit } from '../../config/read-or-exit.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { readDeployment, setCurrentVersion } from './versions.ts';
import { runCommand } from '../command/run-command.ts';

/** `npm run deployment`: which version of the journeys new runs begin with, under Worker Versioning. */

const withTemporal = async (run: (connection: Connection, namespace: string) => Promise<void>): Promise<void> => {
  loadDotEnv();
  const { connectionOptions, namespace } = readOrExit(() => readTemporalConfig(process.env));
  const connection = await Connection.connect(connectionOptions);
  try {
    await run(connection, namespace);
  } finally {
    await connection.close();
  }
};

const show = async (name: string): Promise<void> =>
  withTemporal(async (connection, namespace) => {
    const { current, versions } = await readDeployment(connection, { namespace, name });
    for (const version of versions) console.log(version === current ? `${version} (current)` : version);
  });

const current = async (name: string, buildId: string): Promise<void> =>
  withTemporal(async (connection, namespace) => {
    await setCurrentVersion(connection, { namespace, name }, buildId);
    console.log(`New runs of ${name} begin with version ${buildId}.`);
  });

const program = new Command('npm run deployment --').description('Versions of the workers, in Temporal.');
program.command('show <deployment>').description('lists the versions that Temporal knows').action(show);
program
  .command('current <deployment> <build-id>')
  .description('lets new runs begin with this version; going back is the same with the old one')
  .action(current);
runCommand(program);

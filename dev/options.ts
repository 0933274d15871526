import { Command, InvalidArgumentError, Option } from 'commander';

export interface StackOptions {
  /** True: the demo store plays its shoppers; false: the shop is the caller's. */
  readonly demoStore: boolean;
  /** Real seconds that a day of the store lasts; undefined without the demo store: the real clock. */
  readonly secondsPerDay: number | undefined;
  /** True: what earlier starts left is deleted first. */
  readonly fresh: boolean;
  /** True: a server that runs already is left alone, and one of our own is started. */
  readonly ownTemporal: boolean;
  /** Where the data is kept; undefined: `.relance` in the project. */
  readonly folder: string | undefined;
}

/** Reads the arguments of `npm start --`; prints and ends the process on `--help` and on wrong ones. */
export const readOptions = (args: readonly string[]): StackOptions => {
  const command = new Command('npm start --')
    .description('Starts PostgreSQL, Temporal, the api, a worker and a demo store on this machine.')
    .addOption(
      new Option('--store <on|off>', 'the demo store; off: post your own events').choices(['on', 'off']).default('on'),
    )
    .option(
      '--speed <seconds>',
      'real seconds that a day of the store lasts (60; the real clock with --store off)',
      seconds,
    )
    .option('--fresh', 'forget what earlier starts left', false)
    .option('--own-temporal', 'start a Temporal server even when one is found', false)
    .option('--folder <path>', 'where data is kept (.relance)')
    .addHelpText('after', '\nPorts and all else: environment variables, see .env.example.');
  command.parse([...args], { from: 'user' });
  const read = command.opts<{
    store: 'on' | 'off';
    speed?: number;
    fresh: boolean;
    ownTemporal: boolean;
    folder?: string;
  }>();
  const demoStore = read.store === 'on';
  return {
    demoStore,
    secondsPerDay: read.speed ?? (demoStore ? 60 : undefined),
    fresh: read.fresh,
    ownTemporal: read.ownTemporal,
    folder: read.folder,
  };
};

const seconds = (text: string): number => {
  const value = Number(text);
  if (value >= 1 && value <= 86_400) return value;
  throw new InvalidArgumentError('write the real seconds that a day lasts, from 1 to 86400 (the real speed).');
};

import { Command, InvalidArgumentError } from 'commander';

export interface AcceptanceOptions {
  /** Real seconds that a day of the store lasts. */
  readonly speed: number;
  readonly seed: number;
  /** Orders planted around due instants. */
  readonly plants: number;
  /** The least number of them that must have hit within two seconds. */
  readonly races: number;
  /** Days of the file that are played: undefined is all. */
  readonly days: Days | undefined;
  readonly folder: string;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

const busyDays: Days = { from: '2024-05-17', to: '2024-05-21' };

/** Reads the arguments of `npm run acceptance --`. */
export const readAcceptanceOptions = (args: readonly string[]): AcceptanceOptions => {
  const command = new Command('npm run acceptance --')
    .description('Plays the whole clickstream file through the running stack, plants orders, and judges.')
    .option('--speed <seconds>', 'real seconds that a day of the store lasts', number, 10)
    .option('--seed <number>', 'of the planted orders', number, 20_240_104)
    .option('--quick', 'five days of the file and few planted orders, about two minutes', false)
    .option('--days <from..to>', 'only these days of the file, such as 2024-06-25..2024-06-29', days)
    .option('--folder <path>', 'where the record is written', '.relance/acceptance');
  command.parse([...args], { from: 'user' });
  const read = command.opts<{ speed: number; seed: number; quick: boolean; days?: Days; folder: string }>();
  return {
    ...read,
    ...(read.quick ? { plants: 60, races: 40 } : { plants: 1_200, races: 1_000 }),
    days: read.days ?? (read.quick ? busyDays : undefined),
  };
};

const number = (text: string): number => {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('write a number above 0.');
};

const days = (text: string): Days => {
  const [, from, to] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  if (from && to) return { from, to };
  throw new InvalidArgumentError('write two days, such as 2024-06-25..2024-06-29.');
};

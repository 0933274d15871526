import { Command, InvalidArgumentError } from 'commander';

export interface GateBenchOptions {
  /** Of the large shop. */
  readonly customers: number;
  readonly ledger: number;
  readonly rounds: number;
  /** Messages a round and shop. */
  readonly messages: number;
  /** Where the databases are kept for another run; undefined: they are deleted. */
  readonly folder: string | undefined;
}

/** Reads the arguments of `npm run bench:gate --`. */
export const readGateBenchOptions = (args: readonly string[]): GateBenchOptions => {
  const command = new Command('npm run bench:gate --')
    .description(
      'Measures what the gate takes in a shop of 1,000 customers and in a large one, turn by turn on one server. ' +
        'Ends with code 1 when it takes more than 1.5 times as long.',
    )
    .option('--customers <number>', 'of the large shop', atLeast(1_000), 1_000_000)
    .option('--ledger <number>', 'rows of its ledger', atLeast(10_000), 10_000_000)
    .option('--rounds <number>', 'turns of each shop', atLeast(1), 20)
    .option('--messages <number>', 'sent in a turn, at most 800', atLeast(1), 100)
    .option('--folder <path>', 'keeps the databases there; a second run of the same sizes measures them again at once');
  command.parse([...args], { from: 'user' });
  const read = command.opts<GateBenchOptions>();
  return { ...read, messages: Math.min(read.messages, 800) };
};

const atLeast =
  (least: number) =>
  (text: string): number => {
    const value = Number(text.replaceAll(/[,_]/g, ''));
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`write a number of ${least} or more.`);
  };

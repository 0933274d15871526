import { Command, InvalidArgumentError } from 'commander';

export interface SegmentsBenchOptions {
  readonly customers: number;
  /** Acts a second and for how many seconds, to see how soon they count. */
  readonly acts: number;
  readonly seconds: number;
}

/** Reads the arguments of `npm run bench:segments --`. */
export const readSegmentsBenchOptions = (args: readonly string[]): SegmentsBenchOptions => {
  const command = new Command('npm run bench:segments --')
    .description(
      'Measures the signals and the segments of a whole shop, and how soon what a customer does puts them into a segment. ' +
        'Ends with code 1 when memory grows with the shop: more than 1.2 times from a tenth of it to all.',
    )
    .option('--customers <number>', 'of the shop', atLeast(1_000), 100_000)
    .option('--acts <number>', 'of customers a second', atLeast(1), 40)
    .option('--seconds <number>', 'of acts', atLeast(1), 20);
  command.parse([...args], { from: 'user' });
  return command.opts<SegmentsBenchOptions>();
};

const atLeast =
  (least: number) =>
  (text: string): number => {
    const value = Number(text.replaceAll(/[,_]/gu, ''));
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`write a number of ${least} or more.`);
  };

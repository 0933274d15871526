import { Command } from 'commander';
import { instant } from '../../api/events/fields.ts';
import { approveVolume } from '../../api/operate/deliverability/approve-volume.ts';
import { releaseBrake } from '../../api/operate/deliverability/release-brake.ts';
import { readStandingBrakes, storesOwn } from '../../db/deliverability/brakes.ts';
import type { Channel } from '../../domain/journey.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run deliverability`: what holds a store's messages back, and who lets them go all the same. */

const actor = 'command:deliverability';

/** Thrown when an option cannot be read. */
class DeliverabilityOptionError extends Error {
  override readonly name = 'DeliverabilityOptionError';
  readonly code = 'DELIVERABILITY_OPTION';
}

const toUntil = (given: string): Date => {
  const read = instant.safeParse(given);
  if (read.success) return new Date(read.data);
  throw new DeliverabilityOptionError(`--until is no instant: write one such as 2026-11-27T20:00:00+01:00`);
};

const toChannel = (given: string): Channel => {
  if (given === 'email' || given === 'sms') return given;
  throw new DeliverabilityOptionError('--channel is neither email nor sms');
};

const toDaily = (given: string): number => {
  if (/^[1-9]\d{0,8}$/u.test(given)) return Number(given);
  throw new DeliverabilityOptionError('--daily is no number of messages: write one such as 20000');
};

const show = async (options: { readonly store: string }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await findStore(db, options.store);
    const brakes = await readStandingBrakes(db, store.id);
    for (const { journey, channel, metric, level, events, accepted, since } of brakes) {
      const whose = journey === storesOwn ? 'the whole store' : journey;
      const rate = `${events} ${metric} of ${accepted} messages when it began`;
      console.log(`${level}  ${whose}  ${channel}  ${rate}  since ${since.toISOString()}`);
    }
    if (brakes.length === 0) console.error('Nothing is too high.');
  });

interface GoOptions {
  readonly store: string;
  readonly channel: string;
  readonly until: string;
  readonly why: string;
}

const release = async ({ journey, ...options }: GoOptions & { readonly journey?: string }): Promise<void> => {
  const wish = { channel: toChannel(options.channel), journey, until: toUntil(options.until) };
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    await releaseBrake(db, store.id, wish, { at: clock.now(), actor, why: options.why });
    console.log(`The brake of ${journey ?? 'the whole store'} lets messages go until ${wish.until.toISOString()}.`);
  });
};

const approve = async ({ daily, ...options }: GoOptions & { readonly daily: string }): Promise<void> => {
  const wish = { channel: toChannel(options.channel), daily: toDaily(daily), until: toUntil(options.until) };
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    await approveVolume(db, store.id, wish, { at: clock.now(), actor, why: options.why });
    console.log(`Up to ${wish.daily} messages a day go out until ${wish.until.toISOString()}.`);
  });
};

const program = new Command('npm run deliverability --').description('What holds messages back for their reputation.');
const going = (command: Command): Command =>
  command
    .requiredOption('--store <id>', 'the store')
    .option('--channel <name>', 'email or sms', 'email')
    .requiredOption('--until <instant>', 'such as 2026-11-27T20:00:00+01:00')
    .requiredOption('--why <text>', 'stands in the audit log');
program
  .command('show')
  .description('which rates are too high, as the last decisions found them')
  .requiredOption('--store <id>', 'the store')
  .action(show);
going(program.command('release'))
  .description('lets marketing go in spite of the brake')
  .option('--journey <name>', 'the brake of this journey; without it the store’s own')
  .action(release);
going(program.command('approve'))
  .description('lets more messages a day go out than usual')
  .requiredOption('--daily <count>', 'messages a day')
  .action(approve);

runCommand(program);

import { Command } from 'commander';
import type { z } from 'zod';
import { flawsOf } from '../../api/events/flaw.ts';
import { approveVolume, withdrawApproval } from '../../api/operate/deliverability/approve-volume.ts';
import { holdBrake, releaseBrake } from '../../api/operate/deliverability/release-brake.ts';
import { channelVolumes } from '../../api/operate/deliverability/views.ts';
import { deliverabilityWishes } from '../../api/operate/deliverability/wishes.ts';
import type { Who } from '../../api/operate/switches/who.ts';
import { specs } from '../../api/specs.ts';
import { storesOwn } from '../../db/deliverability/brakes.ts';
import { readStoreDeliverability } from '../../db/pages/deliverability.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import type { Database } from '../../db/client.ts';
import type { StoreId } from '../../domain/ids.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run deliverability`: what holds a store's messages back, and who lets them go all the same. */

const actor = 'command:deliverability';
const journeys = specs.map(({ name }) => name);

type Wishes = ReturnType<typeof deliverabilityWishes>;
type Wish<Name extends keyof Wishes> = z.output<Wishes[Name]>;

/** Thrown when an option cannot be read. */
class DeliverabilityOptionError extends Error {
  override readonly name = 'DeliverabilityOptionError';
  readonly code = 'DELIVERABILITY_OPTION';
}

const show = async (options: { readonly store: string }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const now = new Date(clock.now());
    const { policy } = await readStorePolicy(db, store.id, now);
    const found = await readStoreDeliverability(db, store.id, now);
    for (const { journey, channel, metric, level, events, accepted, since } of found.brakes) {
      const rate = `${events} ${metric} of ${accepted} messages when it began`;
      console.log(`${level}  ${ownerOf(journey)}  ${channel}  ${rate}  since ${since.toISOString()}`);
    }
    if (found.brakes.length === 0) console.error('Nothing is too high.');
    for (const { journey, channel, until, releasedBy, why } of found.releases) {
      console.log(`released  ${ownerOf(journey)}  ${channel}  until ${until.toISOString()} by ${releasedBy}: ${why}`);
    }
    for (const { channel, today, averageDay, atMost, held, approval } of channelVolumes(
      found,
      policy.deliverability.volume,
    )) {
      const volume = `${today} messages today, ${averageDay} on a usual day, ${atMost} at most, ${held} wait`;
      console.log(`volume  ${channel}  ${volume}`);
      if (!approval) continue;
      const { daily, until, approvedBy, why } = approval;
      console.log(`approved  ${channel}  ${daily} a day  until ${until.toISOString()} by ${approvedBy}: ${why}`);
    }
  });

const ownerOf = (journey: string): string => (journey === storesOwn ? 'the whole store' : journey);

interface Options {
  readonly store: string;
  readonly channel: string;
  readonly why: string;
  readonly journey?: string;
  readonly until?: string;
  readonly daily?: string;
}

/** Carries out what the options ask for, and says what came of it. */
const acting =
  <Name extends keyof Wishes>(
    name: Name,
    carryOut: (db: Database, store: StoreId, wish: Wish<Name>, who: Who) => Promise<unknown>,
    words: (wish: Wish<Name>, done: unknown) => string,
  ) =>
  async ({ store: storeId, daily, ...given }: Options): Promise<void> =>
    withDatabase(async ({ db, clock }) => {
      const store = await findStore(db, storeId);
      const at = clock.now();
      const number = daily === undefined ? {} : { daily: /^\d{1,15}$/u.test(daily) ? Number(daily) : daily };
      const read = deliverabilityWishes(journeys, at)[name].safeParse({ ...given, ...number });
      if (!read.success) {
        const flaws = flawsOf(read.error).map(({ field, problem }) => `--${field} ${problem}`);
        throw new DeliverabilityOptionError(`${flaws.join('; ')}. Nothing was changed.`);
      }
      const wish = read.data as Wish<Name>;
      console.log(words(wish, await carryOut(db, store.id, wish, { at, actor, why: wish.why })));
    });

const release = acting(
  'release',
  releaseBrake,
  ({ journey, until }) => `The brake of ${journey ?? 'the whole store'} lets messages go until ${until.toISOString()}.`,
);

const hold = acting('hold', holdBrake, ({ journey }, done) =>
  done === false
    ? `The brake of ${journey ?? 'the whole store'} was not released; nothing was changed.`
    : `The brake of ${journey ?? 'the whole store'} holds again.`,
);

const approve = acting(
  'approve',
  approveVolume,
  ({ daily, until }) => `Up to ${daily} messages a day go out until ${until.toISOString()}.`,
);

const withdraw = acting('withdraw', withdrawApproval, ({ channel }, done) =>
  done === false
    ? `Nothing was approved for ${channel}; nothing was changed.`
    : `No more than usual goes out by ${channel}.`,
);

const program = new Command('npm run deliverability --').description('What holds messages back for their reputation.');
const acts = (command: Command): Command =>
  command
    .requiredOption('--store <id>', 'the store')
    .option('--channel <name>', 'email or sms', 'email')
    .requiredOption('--why <text>', 'is kept with who did it');
const until = ['--until <instant>', 'such as 2026-11-27T20:00:00+01:00'] as const;
const ofJourney = ['--journey <name>', 'the brake of this journey; without it the store’s own'] as const;
program
  .command('show')
  .description('which rates are too high, as the last decisions found them, and the day’s volume')
  .requiredOption('--store <id>', 'the store')
  .action(show);
acts(program.command('release'))
  .description('lets marketing go in spite of the brake')
  .requiredOption(...until)
  .option(...ofJourney)
  .action(release);
acts(program.command('hold'))
  .description('lets a released brake hold again')
  .option(...ofJourney)
  .action(hold);
acts(program.command('approve'))
  .description('lets more messages a day go out than usual')
  .requiredOption(...until)
  .requiredOption('--daily <count>', 'messages a day')
  .action(approve);
acts(program.command('withdraw')).description('takes an approval back').action(withdraw);

runCommand(program);

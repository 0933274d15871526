import { Command } from 'commander';
import type { z } from 'zod';
import { flawsOf } from '../../api/events/flaw.ts';
import { allowRecipient, disallowRecipient } from '../../api/operate/switches/allow.ts';
import { pauseSending, resumeSending } from '../../api/operate/switches/pause.ts';
import { findRecipient } from '../../api/operate/switches/recipient.ts';
import { switchMode } from '../../api/operate/switches/switch-mode.ts';
import { journeyModes, pauseView, storeModeOf } from '../../api/operate/switches/views.ts';
import { switchWishes } from '../../api/operate/switches/wishes.ts';
import { specs } from '../../api/specs.ts';
import { readSection } from '../../db/policies/section.ts';
import { readStoreSwitches } from '../../db/pages/switches.ts';
import { missingParameters, missingSentence } from '../../domain/journey-upkeep.ts';
import { pauseRules } from '../../domain/switches/pause.ts';
import { sendingModes } from '../../domain/switches/sending-mode.ts';
import { findStore } from '../command/find-store.ts';
import { PersonUnknownError, personOptions, type PersonOptions, readPerson } from '../privacy/person-options.ts';
import { runCommand } from '../command/run-command.ts';
import { DataMissingError, PauseUnknownError, SwitchInvalidError } from './switch-errors.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run switch`: what is paused, how far the store and its journeys have gone live, who gets messages on trial. */

const wishes = switchWishes(specs.map(({ name }) => name));
const actor = 'command:switch';

interface Wish {
  readonly store: string;
  readonly why: string;
}

const show = async (options: Pick<Wish, 'store'>): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await findStore(db, options.store);
    const switches = await readStoreSwitches(db, store.id);
    const said = storeModeOf(switches);
    const about = (row: typeof said) => (row ? `since ${row.since.toISOString()} by ${row.setBy}: ${row.why}` : '');
    console.log(`store  ${said?.mode ?? 'on'}  ${about(said)}`.trimEnd());
    for (const { journey, mode, effective, said } of journeyModes(specs, switches)) {
      const both = effective === mode ? mode : `${mode}, with the store ${effective}`;
      console.log(`journey  ${journey}  ${both}  ${about(said)}`.trimEnd());
    }
    for (const { id, since, by, why, liftedAt: _lifted, ...what } of switches.pauses.map(pauseView)) {
      console.log(`pause  ${id}  ${JSON.stringify(what)}  since ${since.toISOString()} by ${by}: ${why}`);
    }
    for (const { kind, value, addedAt, addedBy, why } of switches.allowed) {
      console.log(`allowed  ${kind}  ${value}  since ${addedAt.toISOString()} by ${addedBy}: ${why}`);
    }
  });

interface ModeOptions extends Wish {
  readonly journey?: string;
  readonly inSpiteOf?: string;
}

const mode = async (to: string, { store: id, inSpiteOf, ...given }: ModeOptions): Promise<void> => {
  const despite = inSpiteOf === undefined ? {} : { inSpiteOf: inSpiteOf.split(',').map((field) => field.trim()) };
  const { why, ...wish } = read(wishes.mode, { ...given, ...despite, mode: to });
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, id);
    const switched = await switchMode(db, store, specs, wish, { at: clock.now(), actor, why });
    if (switched.outcome === 'refused') throw new DataMissingError(wish.journey, store.id, switched.lacks);
    const what = given.journey ?? `Store ${store.id}`;
    console.log(switched.changed ? `${what} is ${to} from now on.` : `${what} is ${to} already; nothing was changed.`);
    const spec = specs.find(({ name }) => name === given.journey);
    if (!spec || to === 'off') return;
    if (switched.unknown.length > 0) console.log(`Nothing is known yet of: ${switched.unknown.join(', ')}.`);
    const shop = await readSection(db, store.id, 'shop', new Date(clock.now()));
    for (const parameter of missingParameters(spec, shop)) {
      console.log(`${missingSentence(parameter)}: npm run policy -- set shop --store ${store.id}`);
    }
  });
};

const pause = async ({ store: id, ...given }: Wish): Promise<void> => {
  const { why, ...wish } = read(wishes.pause, given);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, id);
    const row = await pauseSending(db, store.id, wish, { at: clock.now(), actor, why });
    console.log(
      `Paused: nothing of it is claimed from now on. To go on:\n  npm run switch -- resume ${row.id} --store ${store.id} --why "…"`,
    );
  });
};

const resume = async (pauseId: string, { store: id, ...given }: Wish): Promise<void> => {
  const { why } = read(wishes.resume, given);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, id);
    const known = /^[0-9a-f-]{36}$/iu.test(pauseId);
    const resumed = known && (await resumeSending(db, store.id, pauseId, { at: clock.now(), actor, why }));
    if (!resumed) throw new PauseUnknownError(store.id);
    console.log(resumed.lifted ? 'It goes on; what was held comes little by little.' : 'It had gone on before.');
  });
};

const change =
  (act: typeof allowRecipient | typeof disallowRecipient, words: string) =>
  async ({ why, ...options }: PersonOptions & { readonly why: string }): Promise<void> => {
    const reference = readPerson(options);
    const given = read(wishes.resume, { why });
    await withDatabase(async ({ db, clock }) => {
      const store = await findStore(db, options.store);
      const recipient = await findRecipient(db, store.id, reference);
      if (!recipient) throw new PersonUnknownError(store.id, reference.kind);
      const changed = await act(db, store.id, recipient, { at: clock.now(), actor, why: given.why });
      console.log(changed ? `The recipient is ${words} the list.` : `The recipient was ${words} the list before.`);
    });
  };

const read = <Schema extends z.ZodType>(schema: Schema, given: object): z.output<Schema> => {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new SwitchInvalidError(flawsOf(read.error));
};

const program = new Command('npm run switch --').description(
  'What is paused, how far the store and its journeys have gone live, and who gets messages on trial.',
);
const ofStore = (command: Command): Command => command.requiredOption('--store <id>', 'the store');
const withWhy = (command: Command): Command => command.requiredOption('--why <text>', 'for whoever wonders later');

ofStore(program.command('show')).description('everything that is switched').action(show);
withWhy(ofStore(program.command('mode')))
  .description('how far the store, or a journey, has gone live')
  .argument('<mode>', sendingModes.join(', '))
  .option('--journey <name>', 'of this journey; of the whole store without it')
  .option('--in-spite-of <fields>', 'switches it on although the store knows too little of these: phone,birthday')
  .action(mode);
withWhy(ofStore(program.command('pause')))
  .description('holds messages back, from now on')
  .requiredOption('--rule <rule>', `what becomes of them: ${pauseRules.join(', ')}`)
  .option('--journey <name>', 'of this journey; of all without it')
  .option('--channel <channel>', 'on this channel')
  .option('--purpose <purpose>', 'of this purpose')
  .option('--step <step>', 'this step of the journey, such as cart/offer#1')
  .option('--season <mode>', 'only while the calendar is in this mode')
  .option('--spread <duration>', 'over how long they go out afterwards, such as "2 hours"')
  .action(pause);
withWhy(ofStore(program.command('resume')))
  .description('ends a pause')
  .argument('<pause>', 'its id, as shown')
  .action(resume);
withWhy(personOptions(program.command('allow')))
  .description('lets a customer, or an address, get messages on trial')
  .action(change(allowRecipient, 'on'));
withWhy(personOptions(program.command('disallow')))
  .description('takes them off that list')
  .action(change(disallowRecipient, 'off'));

runCommand(program);

import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isEventType } from '../../api/events/catalogue.ts';
import { specs } from '../../api/specs.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import type { Mode } from '../../domain/time/season.ts';
import { toMoment, unwritable } from '../backtest/options.ts';
import { readPolicies } from '../backtest/programme.ts';
import { withServer } from '../backtest/world/with-server.ts';
import { runCommand } from '../command/run-command.ts';
import { journeysPath, workflowBundle } from '../simulator/bundle.ts';
import { drawLanes } from '../simulator/lanes.ts';
import { monday, offset } from '../simulator/schedule.ts';
import { findPersona, personaNames } from './find-persona.ts';
import { playPersona } from './play-persona.ts';
import { playProgramme } from './programme/play-programme.ts';
import { pressureInWords } from './programme/pressure.ts';
import { SimulateOptionError } from './simulate-error.ts';
import type { Happening } from './story.ts';
import { triggerOf } from './trigger.ts';

/** `npm run simulate`: one journey with one persona, as a timeline and a picture. Explained in docs/simulate.md. */

interface Options {
  readonly persona: string;
  readonly at?: number;
  readonly buyAt?: Duration;
  readonly event: readonly Happening[];
  readonly set: Readonly<Record<string, string>>;
  readonly mode: Mode;
  readonly until: Duration;
  readonly policy?: string;
  readonly picture: string | false;
  readonly database?: string;
}

const run = async (name: string, options: Options): Promise<void> => {
  if (name === programme) return runProgramme(options);
  const spec = specs.find((one) => one.name === name);
  if (!spec) {
    throw new SimulateOptionError(
      `There is no journey ${name}. There are: ${specs.map((one) => one.name).join(', ')}; or all of them, ${programme}.`,
    );
  }
  const persona = await findPersona(options.persona);
  const { at = monday, buyAt, event, mode, until, policy, set } = options;
  // Refuses before a server is started.
  triggerOf(spec, set);
  const why = options.picture ? unwritable(options.picture) : undefined;
  if (why !== undefined) throw new SimulateOptionError(why);
  const { code } = await workflowBundle(journeysPath);
  const timeline = await withServer(options.database, async (server) => {
    const connection = await server.open();
    try {
      return await playPersona(connection, { spec, code }, persona, {
        at,
        happenings: event,
        mode,
        until,
        data: set,
        ...(buyAt !== undefined && { buyAt }),
        ...(policy !== undefined && { policy: readPolicies(policy) }),
      });
    } finally {
      await connection.close();
    }
  });
  console.log(`${name} with ${options.persona}: ${persona.about}`);
  console.log(`The trigger is at ${new Date(at).toISOString()}, season mode ${mode}.\n`);
  for (const line of timeline.lines) console.log(`  ${line}`);
  if (options.picture === false) return;
  const file = options.picture || `simulation-${name}-${options.persona.replaceAll(/[^\w-]+/gu, '-')}.svg`;
  const title = `${name} with ${options.persona}`;
  const lanes = [{ title: persona.about, marks: timeline.marks }];
  writeFileSync(file, drawLanes({ title, lanes, notes: [`Season mode ${mode}.`], tick: offset }));
  console.log(`\nPicture in ${file}`);
};

/** In the place of a journey's name: all of them together. */
const programme = 'programme';

const runProgramme = async (options: Options): Promise<void> => {
  const { persona: name, at = monday, mode, until, policy, database, set, event, buyAt } = options;
  if (buyAt !== undefined || event.length > 0 || Object.keys(set).length > 0) {
    throw new SimulateOptionError(
      'The programme plays what the persona does in the shop: --buy-at, --event and --set are for one journey. Name a journey, or write a persona with another `life`.',
    );
  }
  const persona = await findPersona(name);
  const { code } = await workflowBundle(journeysPath);
  const { lines, pressure } = await withServer(database, async (server) => {
    const connection = await server.open();
    try {
      const rules = policy !== undefined && { policy: readPolicies(policy) };
      return await playProgramme(connection, { specs, code }, persona, { at, until, mode, ...rules });
    } finally {
      await connection.close();
    }
  });
  console.log(`All journeys with ${name}: ${persona.about}`);
  console.log(`Times are those of ${persona.timezone}, season mode ${mode}.\n`);
  for (const line of lines) console.log(line);
  console.log('');
  for (const line of pressureInWords(pressure, durationMillis(until) / 86_400_000)) console.log(line);
};

const toDuration = (given: string): Duration => {
  try {
    if (durationMillis(given as Duration) >= 0) return given as Duration;
  } catch {
    // It is told below what one looks like.
  }
  throw new InvalidArgumentError('Write a length of time such as 26h, 15m or 10d.');
};

/** `checkout.started@30m`. */
const addHappening = (given: string, before: readonly Happening[]): readonly Happening[] => {
  const [type = '', after] = given.split('@');
  if (!isEventType(type) || after === undefined) {
    throw new InvalidArgumentError(
      'Write an event and when, such as checkout.started@30m; docs/events.md lists the events.',
    );
  }
  return [...before, { type, after: toDuration(after) }];
};

/** `source=quiz`. */
const addField = (given: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const [name, ...value] = given.split('=');
  if (!name || value.length === 0) throw new InvalidArgumentError('Write a field and its value, such as source=quiz.');
  return { ...before, [name]: value.join('=') };
};

runCommand(
  new Command('npm run simulate --')
    .description('Plays one journey with one persona and prints what happens when. Nothing is sent.')
    .argument('<journey>', `${specs.map((spec) => spec.name).join(', ')}; or all of them together: ${programme}`)
    .option('--persona <name>', `${personaNames().join(', ')}, or a file`, 'newcomer')
    .option('--at <instant>', 'when the trigger happens; a Monday morning in winter without it', toMoment)
    .option('--buy-at <time>', 'the persona buys so long after the trigger: 26h', toDuration)
    .option('--event <event@time>', 'something else happens: checkout.started@30m; may be repeated', addHappening, [])
    .option('--set <field=value>', 'what the trigger says differently from its example; may be repeated', addField, {})
    .addOption(new Option('--mode <mode>', 'the season mode').choices(['normal', 'event', 'dday']).default('normal'))
    .option('--until <time>', 'how long after the trigger is looked at', toDuration, '60d' as Duration)
    .option('--policy <file>', 'the rules, as `npm run policy -- export` writes them')
    .option('--picture <file>', 'where the timeline is drawn', '')
    .option('--no-picture', 'draws none')
    .option('--database <url>', 'a PostgreSQL server to use; one of its own without it')
    .action(run),
);

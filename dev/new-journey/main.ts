import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { runCommand } from '../../cli/command/run-command.ts';
import { readAnswers } from './answers/check.ts';
import type { Given } from './answers/given.ts';
import { ask, rankOf } from './ask.ts';
import { changesOf, writeChanges } from './changes.ts';
import { NewJourneyError } from './error.ts';
import { readKnown } from './known.ts';
import { kebab } from './names.ts';

/** `npm run new:journey`: a journey with its test, its letters and its place in the registries. Explained in docs/authoring.md. */

const halfAYear = 183 * 86_400_000;

const defaultsAt = (now: Date): Omit<Given, 'name' | 'does' | 'starts' | 'steps'> => ({
  who: 'everybody',
  subject: 'none',
  again: '90 days',
  ends: ['orderPlaced'],
  purpose: 'marketing',
  rank: rankOf('marketing'),
  expires: '1 day',
  goal: 'purchase',
  owner: 'CRM',
  reviewBy: new Date(now.getTime() + halfAYear).toISOString().slice(0, 10),
  en: [],
  fr: [],
});

interface Options extends Omit<Partial<Given>, 'steps' | 'starts' | 'ends'> {
  readonly start?: readonly string[];
  /** False: nothing does. */
  readonly end?: readonly string[] | false;
  readonly step?: readonly string[];
  readonly root: string;
}

const run = async ({ root, start, end, step, ...options }: Options): Promise<void> => {
  const told: Partial<Given> = {
    ...options,
    ...(start && { starts: start }),
    ...(end !== undefined && { ends: end === false ? [] : end }),
    ...(step && { steps: step }),
  };
  const known = readKnown(root);
  const defaults: Given = {
    ...defaultsAt(new Date()),
    name: '',
    does: '',
    starts: [],
    steps: [],
    ...(told.purpose && { rank: rankOf(told.purpose) }),
  };
  const isWhole = told.name !== undefined && told.does !== undefined && told.starts && told.steps;
  if (!isWhole && !process.stdin.isTTY) throw missing(told);
  const given = isWhole
    ? { ...defaults, ...withoutTheStarts(told, defaults), ...told }
    : await ask(told, defaults, known);
  const answers = readAnswers(given, known);
  const changes = changesOf(answers, root);
  await writeChanges(changes, root);
  for (const { path, isNew } of changes) console.log(`${isNew ? 'new     ' : 'changed '} ${path}`);
  for (const line of nextSteps(answers.name)) console.log(line);
};

const nextSteps = (name: string): readonly string[] => {
  const family = kebab(name);
  const steps: readonly (readonly [command: string, why: string])[] = [
    [`activities/templates/${family}/{fr,en}.ts`, 'write its words'],
    [`npx vitest run --config test/vitest.config.ts test/journeys/${family}.test.ts`, 'its test'],
    ['npx vitest run --config test/vitest.config.ts test/templates --update', 'its words as they were reviewed'],
    ['npm run journeys', 'its picture in docs/journeys, and what it sends'],
    [`npm run letters -- --only ${family}/`, 'its letters in a browser, and their pictures'],
    [`npm run record -- ${name}`, 'its first history, on a Temporal server'],
    ['npm run check', 'types, lint, format'],
  ];
  return [
    '',
    'It is off in every store until somebody switches it on. Next:',
    ...steps.map(([command, why]) => `  ${command}\n      ${why}`),
  ];
};

/** What ends a journey by default does not end one that it starts. */
const withoutTheStarts = ({ starts = [] }: Partial<Given>, { ends }: Given): Pick<Given, 'ends'> => ({
  ends: ends.filter((name) => !starts.includes(name) && !(name === 'orderPlaced' && starts.includes('order.placed'))),
});

const missing = (told: Partial<Given>): NewJourneyError => {
  const field = (['name', 'does', 'starts', 'steps'] as const).find((one) => told[one] === undefined)!;
  const option = { name: '--name', does: '--does', starts: '--start', steps: '--step' }[field];
  return new NewJourneyError(
    field,
    'it is not told, and there is no terminal to ask in',
    `give ${option}, or run it in a terminal`,
  );
};

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

runCommand(
  new Command('npm run new:journey')
    .description(
      'Writes a journey, its test, its letters in French and English, and its place in the registries. What no option tells is asked.',
    )
    .option('--name <name>', 'camelCase: coffeeClub')
    .option('--does <sentence>', 'what it does, as a marketer reads it')
    .option('--start <event>', 'what starts it: orderPlaced, or order.placed; may be repeated', collect)
    .option('--who <who>', 'everybody, never-bought or first-order')
    .option('--subject <id>', 'what a run is about: an id that its start brings; none: the customer')
    .option('--again <when>', 'when a customer may enter again: never, always, or a duration')
    .option('--end <event>', 'what ends it at once: orderPlaced, or orderCancelled.orderId; may be repeated', collect)
    .option('--no-end', 'nothing ends it')
    .option('--purpose <purpose>', 'marketing or transactional')
    .option('--rank <rank>', 'its place in the order of priority')
    .option('--expires <duration>', 'how long a message is of use after its time')
    .option('--goal <goal>', 'purchase, consent, service, or for example repurchase within 60 days')
    .option('--owner <role>', 'who answers for it in the shop')
    .option('--review-by <day>', 'by when it is looked at again')
    .option(
      '--step <message>',
      'when, how, its name: "3 days email second-cup offer welcomeGift showing best-sellers"; may be repeated',
      collect,
    )
    .option('--en <title>', '"second-cup: A second cup?"; may be repeated', collect)
    .option('--fr <title>', 'the same in French; may be repeated', collect)
    .option('--root <folder>', 'another copy of the repository', fileURLToPath(new URL('../..', import.meta.url)))
    .action(run),
);

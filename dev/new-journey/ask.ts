import * as prompts from '@clack/prompts';
import type { KnownEvent } from '../../cli/journeys/known-events.ts';
import {
  goals,
  purposes,
  readEnds,
  readGoal,
  readName,
  readOwner,
  readSentence,
  readStarts,
  sharedIds,
  whoMay,
} from './answers/check.ts';
import type { Given } from './answers/given.ts';
import { nameOf, readSteps } from './answers/steps.ts';
import { NewJourneyError } from './error.ts';
import type { Known } from './known.ts';

/** Thrown when somebody leaves in the middle of the questions. */
export class AskingStoppedError extends Error {
  override readonly name = 'AskingStoppedError';
  readonly code = 'NEW_JOURNEY_STOPPED';
  constructor() {
    super('Stopped: nothing was written [NEW_JOURNEY_STOPPED]');
  }
}

/** Where questions are asked; the process's own terminal unless told. */
export type Terminal = Pick<prompts.TextOptions, 'input' | 'output'>;

/**
 * Asks for what no option told, each answer checked where it is typed. What has a good default is not asked: when a customer
 * may enter again, the rank, how long messages are of use, when it is looked at again.
 */
export const ask = async (
  told: Partial<Given>,
  defaults: Given,
  known: Known,
  terminal: Terminal = {},
): Promise<Given> => {
  const { text, choose, chooseSome } = askers(terminal);
  // What was told is checked before anything is asked.
  if (told.starts) readStarts(told.starts, known);
  const name =
    told.name === undefined
      ? await text('What is it called?', (answer) => readName(answer, known))
      : readName(told.name, known);
  const does = told.does ?? (await text('What does it do, in a sentence that a marketer can read?', readSentence));
  const starts =
    told.starts ??
    (await chooseSome('What starts it?', known.events.map(choiceOf), [], (names) => readStarts(names, known)));
  const begun = readStarts(starts, known);
  const ids = sharedIds(begun);
  const subject =
    told.subject ??
    (ids.length === 0
      ? 'none'
      : await choose('What tells two runs of a customer apart? (none: one run at a time)', ['none', ...ids], 'none'));
  const who = told.who ?? (await choose('Who may enter?', Object.keys(whoMay), defaults.who));
  const others = known.events.filter((event) => !begun.includes(event));
  const ends =
    told.ends ??
    (await chooseSome(
      'What ends it at once?',
      others.flatMap((event) => [choiceOf(event), ...narrowedTo(event, ids)]),
      defaults.ends.filter((end) => others.some((event) => event.name === end)),
      (some) => readEnds(some, begun, known),
    ));
  const purpose = told.purpose ?? (await choose('What are its messages?', purposes, defaults.purpose));
  const steps = told.steps ?? (await askSteps(text, { ids, offers: known.offers }));
  return {
    ...defaults,
    ...told,
    name,
    does,
    starts,
    subject,
    who,
    ends,
    purpose,
    rank: told.rank ?? rankOf(purpose),
    steps,
    ...(told.en || told.fr ? {} : await askTitles(text, steps)),
    goal: told.goal ?? (await text(`What is it to bring about? (${goals.join(', ')})`, readGoal, defaults.goal)),
    owner: told.owner ?? (await text('Who answers for it in the shop? (a role)', readOwner, defaults.owner)),
  };
};

/** Where a journey of that purpose stands, unless somebody knows better. */
export const rankOf = (purpose: string): string => (purpose === 'transactional' ? 'transactional' : 'campaign');

interface Choice {
  readonly value: string;
  readonly hint: string;
}

const choiceOf = ({ name, about }: KnownEvent): Choice => ({ value: name, hint: about });

/** An event about the very thing that the run is about. */
const narrowedTo = ({ name, ids }: KnownEvent, shared: readonly string[]): readonly Choice[] =>
  shared
    .filter((field) => field.endsWith('Id') && field in ids)
    .map((field) => ({ value: `${name}.${field}`, hint: `only with the same ${field}` }));

const askers = (terminal: Terminal) => ({
  text: async (message: string, check: (answer: string) => unknown, initialValue = ''): Promise<string> => {
    const validate = (answer: string | undefined) => flawOf(() => check(answer ?? ''));
    return answered(await prompts.text({ ...terminal, message, initialValue, validate }));
  },
  choose: async (message: string, values: readonly string[], initialValue: string): Promise<string> => {
    const options = values.map((value) => ({ value, label: value }));
    return answered(await prompts.select({ ...terminal, message, options, initialValue }));
  },
  chooseSome: async (
    message: string,
    choices: readonly Choice[],
    initial: readonly string[],
    check: (chosen: readonly string[]) => unknown,
  ): Promise<readonly string[]> =>
    answered(
      await prompts.autocompleteMultiselect({
        ...terminal,
        message: `${message} (type to search, Tab to choose)`,
        options: choices.map(({ value, hint }) => ({ value, label: value, hint })),
        initialValues: [...initial],
        validate: (chosen) => flawOf(() => check(Array.isArray(chosen) ? chosen.map(String) : [])),
      }),
    ),
});

type AskText = ReturnType<typeof askers>['text'];

const askSteps = async (
  text: AskText,
  options: Parameters<typeof readSteps>[1],
  before: readonly string[] = [],
): Promise<readonly string[]> => {
  const message =
    before.length === 0
      ? 'First message: when, how, its name? (at once email first; 3 days sms,email last offer winBackGift; 7 days email ideas showing best-sellers)'
      : 'Next message? (empty: there is none)';
  const step = await text(message, (answer) => {
    if (answer !== '' || before.length === 0) readSteps({ steps: [...before, answer], en: [], fr: [] }, options);
  });
  return step === '' ? before : askSteps(text, options, [...before, step]);
};

const askTitles = async (text: AskText, [step, ...others]: readonly string[]): Promise<Pick<Given, 'en' | 'fr'>> => {
  if (step === undefined) return { en: [], fr: [] };
  const name = nameOf(step);
  const ask = async (language: string): Promise<readonly string[]> => {
    const message = `${name}: what does it say in a line, in ${language}? (empty: a line that fits any shop)`;
    const title = await text(message, () => {});
    return title.trim() === '' ? [] : [`${name}: ${title.trim()}`];
  };
  const [en, fr] = [await ask('English'), await ask('French')];
  const rest = await askTitles(text, others);
  return { en: [...en, ...rest.en], fr: [...fr, ...rest.fr] };
};

const answered = <Answer>(answer: Answer): Exclude<Answer, symbol> => {
  if (prompts.isCancel(answer)) throw new AskingStoppedError();
  return answer as Exclude<Answer, symbol>;
};

const flawOf = (check: () => unknown): string | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof NewJourneyError) return error.message;
    throw error;
  }
};

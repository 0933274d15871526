import * as prompts from '@clack/prompts';
import { defaultRanks } from '../../domain/policy/ranks.ts';
import {
  goals,
  purposes,
  readDay,
  readDuration,
  readGoal,
  readName,
  readOwner,
  readReentry,
  readSentence,
  sharedIds,
  whoMay,
} from './answers/check.ts';
import type { Given } from './answers/given.ts';
import { readStep, readSteps } from './answers/steps.ts';
import { NewJourneyError } from './error.ts';
import type { Known, KnownEvent } from './known.ts';

/** Thrown when somebody leaves in the middle of the questions. */
export class AskingStoppedError extends Error {
  override readonly name = 'AskingStoppedError';
  readonly code = 'NEW_JOURNEY_STOPPED';
  constructor() {
    super('Stopped: nothing was written [NEW_JOURNEY_STOPPED]');
  }
}

/** Where questions are asked; the terminal unless told. */
export type Terminal = Pick<prompts.CommonOptions, 'input' | 'output'>;

/** Asks for what was not told by options, each answer checked where it is typed. */
export const ask = async (told: Partial<Given>, defaults: Given, known: Known, terminal: Terminal): Promise<Given> => {
  const text = async (message: string, check: (answer: string) => unknown, initial = ''): Promise<string> =>
    answered(
      await prompts.text({
        ...terminal,
        message,
        initialValue: initial,
        validate: (answer) => flawOf(() => check(answer ?? '')),
      }),
    );
  const choose = async (message: string, options: readonly string[], initial: string): Promise<string> =>
    answered(
      await prompts.select({
        ...terminal,
        message,
        options: options.map((value) => ({ value, label: value })),
        initialValue: initial,
      }),
    );
  const events = async (message: string, among: readonly KnownEvent[], initial: readonly string[]): Promise<string[]> =>
    answered(
      await prompts.autocompleteMultiselect({
        ...terminal,
        message: `${message} (type to search, Tab to choose)`,
        options: among.map(({ name, about }) => ({ value: name, label: name, hint: about })),
        initialValues: [...initial],
      }),
    );

  const name = told.name ?? (await text('What is it called?', (answer) => readName(answer, known)));
  const does = told.does ?? (await text('What does it do, in a sentence that a marketer can read?', readSentence));
  const starts = told.starts ?? (await events('What starts it?', known.events, []));
  const begun = known.events.filter((event) => starts.includes(event.name) || starts.includes(event.type));
  const ids = begun.length > 0 ? sharedIds(begun) : [];
  const subject =
    told.subject ??
    (ids.length === 0
      ? 'none'
      : await choose('What is a run about? A customer has one run for each.', ['none', ...ids], 'none'));
  const others = known.events.filter((event) => !begun.includes(event));
  const asked = {
    who: told.who ?? (await choose('Who may enter?', Object.keys(whoMay), defaults.who)),
    ends:
      told.ends ??
      (await events(
        'What ends it at once?',
        others,
        defaults.ends.filter((end) => !starts.includes(end)),
      )),
    purpose: told.purpose ?? (await choose('What is it?', purposes, defaults.purpose)),
  };
  const steps = told.steps ?? (await askSteps(text, ids, known));
  const [en, fr] = [told.en ?? [], told.fr ?? []];
  const titles = told.en || told.fr ? { en, fr } : await askTitles(text, steps);
  return {
    name,
    does,
    starts,
    subject,
    ...asked,
    rank:
      told.rank ?? (await choose('Where is it in the order of priority?', defaultRanks.order, rankOf(asked.purpose))),
    again:
      told.again ??
      (await text('When may a customer enter it again? (never, always, a duration)', readReentry, defaults.again)),
    expires:
      told.expires ??
      (await text(
        'How long is a message of use after its time?',
        (answer) => readDuration('expires', answer),
        defaults.expires,
      )),
    goal: told.goal ?? (await text(`What is it to bring about? (${goals.join(', ')})`, readGoal, defaults.goal)),
    owner: told.owner ?? (await text('Who answers for it in the shop? (a role)', readOwner, defaults.owner)),
    reviewBy: told.reviewBy ?? (await text('By which day is it looked at again?', readDay, defaults.reviewBy)),
    steps,
    ...titles,
  };
};

/** Where a journey of that purpose stands, unless somebody knows better. */
export const rankOf = (purpose: string): string => (purpose === 'transactional' ? 'transactional' : 'campaign');

type AskText = (message: string, check: (answer: string) => unknown, initial?: string) => Promise<string>;

const askSteps = async (text: AskText, ids: readonly string[], { offers }: Known): Promise<readonly string[]> => {
  const steps: string[] = [];
  for (;;) {
    const message =
      steps.length === 0
        ? 'First message: when, how, its name? (at once email first; 3 days sms,email last offer winBackGift; 7 days email ideas showing best-sellers)'
        : 'Next message? (empty: there is none)';
    // Each answer decides what is asked next.
    // oxlint-disable-next-line no-await-in-loop
    const step = await text(message, (answer) => {
      if (answer === '' && steps.length > 0) return;
      readStep(answer, { ids, offers });
      readSteps({ steps: [...steps, answer], en: [], fr: [] }, { ids, offers });
    });
    if (step === '') return steps;
    steps.push(step);
  }
};

const askTitles = async (text: AskText, steps: readonly string[]): Promise<Pick<Given, 'en' | 'fr'>> => {
  const titles: { en: string[]; fr: string[] } = { en: [], fr: [] };
  for (const step of steps) {
    const { name } = readStep(step, { ids: ['productId'], offers: [step.split(' offer ')[1]?.split(' ')[0] ?? ''] });
    for (const [language, word] of [
      ['en', 'English'],
      ['fr', 'French'],
    ] as const) {
      // One question after the other.
      // oxlint-disable-next-line no-await-in-loop
      const title = await text(
        `${name}: what does it say in a line, in ${word}? (empty: a line that fits any shop)`,
        () => {},
      );
      if (title.trim() !== '') titles[language].push(`${name}: ${title.trim()}`);
    }
  }
  return titles;
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

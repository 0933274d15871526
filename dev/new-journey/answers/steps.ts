import type { Channel } from '../../../domain/journey.ts';
import type { ProposalsFrom } from '../../../domain/template-needs.ts';
import { type Duration, durationMillis } from '../../../domain/time/duration.ts';
import { NewJourneyError } from '../error.ts';
import { camel } from '../names.ts';
import type { Step } from './answers.ts';
import type { Given } from './given.ts';

/** What a letter may show that needs nothing but what is asked here. */
export const showable = ['best-sellers', 'like-theirs', 'looked-at', 'same'] as const satisfies ProposalsFrom[];

const ways: Readonly<Record<string, Step['channels']>> = {
  email: ['email'],
  sms: ['sms'],
  'sms,email': ['sms', 'email'],
  'email,sms': ['email', 'sms'],
  'whatsapp,sms,email': ['whatsapp', 'sms', 'email'],
};

interface StepOptions {
  /** What the trigger brings. */
  readonly ids: readonly string[];
  readonly offers: readonly string[];
}

/** Reads the messages, in the order of their times, each with its title in each language. */
export const readSteps = (
  { steps, en, fr }: Pick<Given, 'steps' | 'en' | 'fr'>,
  options: StepOptions,
): readonly Step[] => {
  if (steps.length === 0) throw wrong('it sends nothing', 'write for example: 3 days email second-cup');
  const titles = { en: readTitles('en', en), fr: readTitles('fr', fr) };
  const read = steps.map((text) => {
    const step = readStep(text, options);
    return { ...step, titles: { en: titles.en.get(step.name), fr: titles.fr.get(step.name) } };
  });
  for (const [at, step] of read.entries()) {
    const before = read[at - 1];
    if (before && durationMillis(step.after) <= durationMillis(before.after)) {
      throw wrong(`${step.name} does not come after ${before.name}`, 'give each a later time than the one before it');
    }
    if (read.findIndex(({ name }) => camel(name) === camel(step.name)) < at) {
      throw wrong(`two are called ${step.name}`, 'rename one');
    }
  }
  for (const [language, named] of Object.entries(titles)) {
    for (const name of named.keys()) {
      if (!read.some((step) => step.name === name)) {
        throw new NewJourneyError(
          language,
          `no message is called ${name}`,
          `name one of ${read.map((step) => step.name).join(', ')}`,
        );
      }
    }
  }
  return read;
};

const wrong = (fact: string, remedy: string) => new NewJourneyError('step', fact, remedy);

const pattern =
  /^(?<after>at once|\d+(?:\.\d+)? ?[a-z]+) (?<way>[a-z,]+) (?<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?: offer (?<offer>\w+))?(?: showing (?<shows>[\w-]+))?$/u;

/** The name of a message that can be read. */
export const nameOf = (text: string): string => pattern.exec(text.trim())!.groups!['name']!;

const readStep = (text: string, { ids, offers }: StepOptions): Omit<Step, 'titles'> => {
  const parts = pattern.exec(text.trim())?.groups;
  if (!parts) {
    throw wrong(
      `"${text}" cannot be read`,
      'write the time, the channel and a name, for example: 3 days email second-cup offer welcomeGift showing best-sellers',
    );
  }
  const { way, name, offer, shows } = parts;
  const channels = ways[way!];
  if (!channels) throw wrong(`${name} has no channel ${way}`, `write ${Object.keys(ways).join(' or ')}`);
  if (name === 'idle') throw wrong('idle is the name of the first wait', 'call the message otherwise');
  const shown = showable.find((one) => one === shows);
  if (shows !== undefined && !shown) throw wrong(`${name} cannot show ${shows}`, `write ${showable.join(' or ')}`);
  if (shown === 'same' && !ids.includes('productId')) {
    throw wrong(`${name} shows the same product, and what starts it brings none`, 'show something else');
  }
  if (offer !== undefined && !offers.includes(offer)) {
    throw wrong(`there is no offer ${offer}`, `write one of ${offers.join(', ')}`);
  }
  return {
    name: name!,
    after: readTime(name!, parts['after']!),
    channels: channels satisfies readonly Channel[],
    ...(offer !== undefined && { offer }),
    ...(shown && { shows: shown }),
  };
};

const readTime = (name: string, text: string): Duration => {
  if (text === 'at once') return '0s';
  try {
    durationMillis(text as Duration);
    return text as Duration;
  } catch {
    throw wrong(`${name} comes after "${text}", which is no duration`, 'write for example 3 days');
  }
};

const readTitles = (language: string, titles: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    titles.map((text): [string, string] => {
      const [, name, title] = /^([a-z][a-z0-9-]*): *(\S.*)$/u.exec(text) ?? [];
      if (name && title) return [name, typographic(title)];
      throw new NewJourneyError(
        language,
        `"${text}" is no title of a message`,
        'write its name and the title, for example: second-cup: A second cup?',
      );
    }),
  );

/** What people type on a keyboard, as it is set. */
const typographic = (title: string): string => title.replaceAll("'", '’').replaceAll('...', '…').trim();

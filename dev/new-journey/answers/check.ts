import type { Goal, Purpose, Rank, Reentry } from '../../../domain/journey.ts';
import { defaultRanks } from '../../../domain/policy/ranks.ts';
import { type Duration, durationMillis } from '../../../domain/time/duration.ts';
import { NewJourneyError } from '../error.ts';
import type { KnownEvent } from '../../../cli/journeys/known-events.ts';
import type { Known } from '../known.ts';
import { kebab } from '../names.ts';
import type { Answers, End } from './answers.ts';
import type { Given } from './given.ts';
import { readSteps } from './steps.ts';

/**
 * Makes answers of what was typed.
 *
 * @throws NewJourneyError naming the first field that is wrong, what is wrong with it, and what to write instead.
 */
export const readAnswers = (given: Given, known: Known): Answers => {
  const starts = readStarts(given.starts, known);
  const subject = readSubject(given.subject, starts);
  const who = readWho(given.who);
  return {
    name: readName(given.name, known),
    does: readSentence(given.does),
    starts,
    ...(who && { who }),
    ...(subject && { subject }),
    reentry: readReentry(given.again),
    ends: readEnds(given.ends, starts, known),
    purpose: readPurpose(given.purpose),
    rank: readRank(given.rank),
    expires: readDuration('expires', given.expires),
    goal: readGoal(given.goal),
    owner: readOwner(given.owner),
    reviewBy: readDay(given.reviewBy),
    steps: readSteps(given, { ids: sharedIds(starts), offers: known.offers }),
  };
};

export const readName = (name: string, { journeys, families }: Known): string => {
  if (!/^[a-z][A-Za-z0-9]*$/u.test(name)) {
    throw new NewJourneyError('name', `"${name}" is no camelCase name`, 'write for example coffeeClub');
  }
  if (journeys.includes(name)) {
    throw new NewJourneyError('name', `there is a journey ${name} already`, 'choose another name');
  }
  if (families.includes(kebab(name))) {
    throw new NewJourneyError('name', `there are letters ${kebab(name)}/… already`, 'choose another name');
  }
  if (reserved.has(name)) {
    throw new NewJourneyError('name', `${name} is a word of the language`, 'choose another name');
  }
  return name;
};

/** What no export can be called, and what the test kit calls its own. */
const reserved = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super
  switch this throw true try typeof var void while with yield eval arguments undefined journey simulate test expect`.split(
    /\s+/u,
  ),
);

export const readSentence = (sentence: string): string => {
  const text = sentence.trim();
  if (!/^[A-Z][^\n]+\.$/u.test(text) || text.includes('*/')) {
    throw new NewJourneyError(
      'does',
      'it is no sentence on one line that begins with a capital letter and ends with a full stop',
      'write for example: Tells who bought coffee how to keep it.',
    );
  }
  return text;
};

const findEvent = (field: string, name: string, { events }: Known): KnownEvent => {
  const found = events.find((event) => event.name === name || event.type === name);
  if (found) return found;
  const near = events.filter((event) => event.type.split('.')[0] === name.split('.')[0]).map((event) => event.name);
  throw new NewJourneyError(
    field,
    `workflows/core/events.ts has no event ${name}`,
    `name one of ${(near.length > 0 ? near : events.map((event) => event.name)).join(', ')}, or define it there`,
  );
};

export const readStarts = (names: readonly string[], known: Known): readonly KnownEvent[] => {
  if (names.length === 0)
    throw new NewJourneyError('starts', 'nothing starts it', 'name an event, such as orderPlaced');
  if (new Set(names).size < names.length) throw new NewJourneyError('starts', 'an event is there twice', 'keep one');
  return names.map((name) => findEvent('starts', name, known));
};

/** The ids that each of the events brings. */
export const sharedIds = (starts: readonly KnownEvent[]): readonly string[] =>
  Object.keys(starts[0]!.ids).filter((field) => starts.every(({ ids }) => field in ids));

export const readSubject = (subject: string, starts: readonly KnownEvent[]): string | undefined => {
  if (subject === '' || subject === 'none') return undefined;
  const ids = sharedIds(starts);
  if (ids.includes(subject)) return subject;
  throw new NewJourneyError(
    'subject',
    `${starts.map(({ name }) => name).join(' and ')} bring no ${subject}`,
    `write ${[...ids, 'none'].join(' or ')}`,
  );
};

export const readEnds = (ends: readonly string[], starts: readonly KnownEvent[], known: Known): readonly End[] => {
  const read = ends.map((text): End => {
    // `orderCancelled.orderId`, or a type with the dot of its own.
    const event = known.events.find(({ name, type }) => name === text || type === text);
    if (event) return { event };
    const at = text.lastIndexOf('.');
    const narrowed = findEvent('ends', at === -1 ? text : text.slice(0, at), known);
    const field = text.slice(at + 1);
    if (!(field in narrowed.ids) || !sharedIds(starts).includes(field)) {
      throw new NewJourneyError('ends', `${narrowed.name} and what starts it do not share ${field}`, 'leave it out');
    }
    return { event: narrowed, field };
  });
  for (const [at, { event }] of read.entries()) {
    if (starts.some(({ name }) => name === event.name)) {
      throw new NewJourneyError(
        'ends',
        `${event.name} starts it too`,
        'leave it out, and see `restarts` in docs/authoring.md for a journey that begins anew',
      );
    }
    if (read.findIndex((other) => other.event.name === event.name) < at) {
      throw new NewJourneyError('ends', `${event.name} is there twice`, 'keep one');
    }
  }
  return read;
};

export const whoMay = { everybody: undefined, 'never-bought': 'none', 'first-order': 'first' } as const;

const readWho = (who: string): 'none' | 'first' | undefined => {
  if (Object.hasOwn(whoMay, who)) return whoMay[who as keyof typeof whoMay];
  throw new NewJourneyError('who', `"${who}" says nothing`, `write ${Object.keys(whoMay).join(', ')}`);
};

export const purposes = ['marketing', 'transactional'] as const satisfies Purpose[];

const readPurpose = (purpose: string): Purpose => {
  const found = purposes.find((one) => one === purpose);
  if (found) return found;
  throw new NewJourneyError('purpose', `"${purpose}" is none`, `write ${purposes.join(' or ')}`);
};

const readRank = (rank: string): Rank => {
  const found = defaultRanks.order.find((one) => one === rank);
  if (found) return found;
  throw new NewJourneyError('rank', `there is no rank ${rank}`, `write one of ${defaultRanks.order.join(', ')}`);
};

export const readReentry = (again: string): Reentry =>
  again === 'never' || again === 'always' ? again : readDuration('again', again);

export const readDuration = (field: string, text: string): Duration => {
  try {
    if (durationMillis(text as Duration) >= 0) return text as Duration;
  } catch {
    // Told below, with the field.
  }
  throw new NewJourneyError(field, `"${text}" is no duration`, 'write for example 12 hours, or 30 days');
};

const withinKinds = ['first-purchase', 'repurchase', 'churn-avoided'] as const;
const plainKinds = ['purchase', 'consent', 'service'] as const;
export const goals = [...plainKinds, ...withinKinds.map((kind) => `${kind} within 60 days`)];

export const readGoal = (text: string): Goal => {
  const [kind = '', within] = text.split(' within ');
  const plain = plainKinds.find((one) => one === kind);
  if (plain && within === undefined) return { kind: plain };
  const timed = withinKinds.find((one) => one === kind);
  if (timed && within !== undefined) return { kind: timed, within: readDuration('goal', within) };
  throw new NewJourneyError('goal', `"${text}" is none`, `write for example ${goals.join(', or ')}`);
};

export const readOwner = (owner: string): string => {
  if (/^\S.*$/u.test(owner)) return owner.trim();
  throw new NewJourneyError('owner', 'nobody answers for it', 'name a role, such as CRM');
};

export const readDay = (day: string): string => {
  const read = new Date(`${day}T00:00:00Z`);
  if (/^20\d\d-\d\d-\d\d$/u.test(day) && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day))
    return day;
  throw new NewJourneyError('review-by', `"${day}" is no day`, 'write for example 2027-03-31');
};

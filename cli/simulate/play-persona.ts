import type { DatabaseConnection } from '../../db/client.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { Mode } from '../../domain/time/season.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Locale } from '../../domain/templates.ts';
import { backtest } from '../backtest/backtest.ts';
import type { ToldEvent } from '../backtest/input/mapping.ts';
import type { InputLine } from '../backtest/input/read-bodies.ts';
import { monday } from '../simulator/schedule.ts';
import type { Persona } from './persona.ts';
import { type Happening, storyOf } from './story.ts';
import { readTimeline, type Timeline } from './timeline.ts';

export interface SimulateOptions {
  /** When the trigger happens; a Monday morning in winter without it. */
  readonly at?: Millis;
  /** The persona buys so long after the trigger. */
  readonly buyAt?: Duration;
  readonly happenings?: readonly Happening[];
  readonly data?: Readonly<Record<string, unknown>>;
  /** The season mode during all of it. */
  readonly mode?: Mode;
  /** How long after the trigger is looked at. */
  readonly until?: Duration;
  readonly policy?: Partial<Policy>;
}

const dayMillis = 86_400_000;

/**
 * Plays one journey with one persona in an empty database: the journey in the sandbox, the real gate with its rules. The
 * persona's past is history, so that nothing but the trigger starts anything.
 */
export const playPersona = async (
  connection: DatabaseConnection,
  { spec, code }: { readonly spec: JourneySpec; readonly code: string },
  persona: Persona,
  options: SimulateOptions = {},
): Promise<Timeline> => {
  const { at = monday, buyAt, happenings = [], mode = 'normal', until = '60 days', policy = {}, data } = options;
  const to = at + durationMillis(until);
  const story = storyOf({
    spec,
    persona,
    at,
    ...(data && { data }),
    happenings: [...happenings, ...(buyAt === undefined ? [] : [{ type: 'order.placed', after: buyAt } as const])],
  });
  const { played, problems } = await playStory(
    connection,
    { specs: [{ ...spec, begins: 'on' }], code },
    { story, at, to, mode, policy, locale: persona.locale },
  );
  return readTimeline(connection, { spec, story, at, played, problems });
};

export interface StoryToPlay {
  readonly story: readonly ToldEvent[];
  /** What happened before is history. */
  readonly at: Millis;
  readonly to: Millis;
  readonly mode: Mode;
  readonly policy: Partial<Policy>;
  readonly locale: Locale;
}

/** Plays a story in an empty database, in a shop in France, to its end. */
export const playStory = async (
  connection: DatabaseConnection,
  { specs, code }: { readonly specs: readonly JourneySpec[]; readonly code: string },
  { story, at, to, mode, policy, locale }: StoryToPlay,
) => {
  const season = { from: toInstant(at - dayMillis), to: toInstant(to + dayMillis) };
  const shop = {
    id: 'shop' as StoreId,
    timezone: 'Europe/Paris',
    currency: 'EUR',
    locale,
    calendar: mode === 'normal' ? [] : [{ ...season, mode }],
    policy,
  };
  const problems: string[] = [];
  const played = await backtest(
    connection,
    { shop, specs, code },
    { read: () => linesOf(story), mapping: undefined, from: at, to: to + 1 },
    { problem: (line, why) => problems.push(`${story[line - 1]?.type}: ${why}`) },
  );
  return { played, problems };
};

async function* linesOf(story: readonly object[]): AsyncGenerator<InputLine> {
  for (const [index, event] of story.entries()) {
    const content = event as InputLine['content'];
    yield { line: index + 1, at: Date.parse(content['occurredAt']!), content };
  }
}

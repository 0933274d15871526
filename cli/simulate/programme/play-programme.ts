import { DateTime } from 'luxon';
import type { DatabaseConnection } from '../../../db/client.ts';
import type { JourneySpec, Purpose } from '../../../domain/journey.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { type Duration, durationMillis } from '../../../domain/time/duration.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { Mode } from '../../../domain/time/season.ts';
import { reasonWords } from '../../backtest/results/words.ts';
import { monday } from '../../simulator/schedule.ts';
import type { Persona } from '../persona.ts';
import { playStory } from '../play-persona.ts';
import { lifeOf } from '../story.ts';
import { dayOf, type Pressure, pressureOf } from './pressure.ts';

export interface ProgrammeOptions {
  readonly at?: Millis;
  readonly until?: Duration;
  readonly mode?: Mode;
  readonly policy?: Partial<Policy>;
}

/** What a persona would live through, day by day (R285). */
export interface Transcript {
  readonly lines: readonly string[];
  readonly pressure: Pressure;
}

interface Row {
  readonly journey: string;
  readonly step: string;
  readonly channel: string;
  readonly purpose: Purpose;
  readonly state: string;
  readonly reason: string | null;
  readonly decided: string;
}

/**
 * Plays all journeys together with one persona in an empty database: everything is on, the gate is the real one, with its
 * caps and its exclusions.
 */
export const playProgramme = async (
  connection: DatabaseConnection,
  { specs, code }: { readonly specs: readonly JourneySpec[]; readonly code: string },
  persona: Persona,
  { at = monday, until = '60 days', mode = 'normal', policy = {} }: ProgrammeOptions = {},
): Promise<Transcript> => {
  const to = at + durationMillis(until);
  const story = lifeOf(persona, at);
  const { problems } = await playStory(
    connection,
    { specs: specs.map((spec) => ({ ...spec, begins: 'on' as const })), code },
    { story, at, to, mode, policy, locale: persona.locale },
  );
  const rows = await connection.sql<Row[]>`
    select journey, step, channel, purpose, state, reason, decided_at::text as decided
    from messages where decided_at is not null order by decided_at, step`;
  const zone = persona.timezone;
  const entries = [
    ...story.map(({ type, occurredAt }) => ({ at: Date.parse(occurredAt), line: type })),
    ...rows.map((row) => ({ at: Date.parse(row.decided), line: wordsOf(row) })),
  ].filter((entry) => entry.at >= at);
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  const days = [...new Set(sorted.map((entry) => dayOf(entry.at, at, zone)))].map(
    (day) => [day, sorted.filter((entry) => dayOf(entry.at, at, zone) === day)] as const,
  );
  const time = (instant: Millis, format: string): string =>
    DateTime.fromMillis(instant, { zone, locale: 'en' }).toFormat(format);
  return {
    lines: [
      ...problems,
      ...days.flatMap(([day, all]) => [
        `Day ${day}, ${time(all[0]!.at, 'ccc d LLL')}`,
        ...all.map((entry) => `  ${time(entry.at, 'HH:mm')} ${entry.line}`),
      ]),
    ],
    pressure: pressureOf(
      rows.map((row) => ({
        at: Date.parse(row.decided),
        purpose: row.purpose,
        isSent: isSent(row),
        ...(row.reason !== null && row.state !== 'planned' && { reason: row.reason }),
      })),
      { from: at, to, zone },
    ),
  };
};

const isSent = ({ state }: Row): boolean => ['accepted', 'delivered', 'bounced', 'complained'].includes(state);

const wordsOf = (row: Row): string => {
  const { journey, step, channel, state, reason } = row;
  const what = `${journey}: ${channel} ${step.replace(/#1$/u, '')}`;
  if (isSent(row)) return `${what} sent`;
  return `${what} ${state === 'planned' ? 'waits' : state}${reason ? ` (${reasonWords(reason)})` : ''}`;
};

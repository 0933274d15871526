import type { DatabaseConnection } from '../../db/client.ts';
import type { JourneySpec, Purpose } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { ToldEvent } from '../backtest/input/mapping.ts';
import type { Played } from '../backtest/playing/play.ts';
import { reasonWords } from '../backtest/results/words.ts';
import type { Mark } from '../simulator/lanes.ts';
import { offset } from '../simulator/schedule.ts';

/** What happened in a simulation. */
export interface Timeline {
  readonly marks: readonly Mark[];
  /** The same as lines: `10m email cart/reminder sent`. */
  readonly lines: readonly string[];
}

interface MessageRow {
  readonly step: string;
  readonly channel: string;
  readonly purpose: Purpose;
  readonly state: string;
  readonly reason: string | null;
  readonly cause: string | null;
  readonly due: string;
  readonly decided: string;
}

interface RunRow {
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly closed: string | null;
}

interface Entry extends Mark {
  readonly line: string;
}

const order: Readonly<Record<Mark['kind'], number>> = { event: 0, transactional: 1, marketing: 1, withheld: 1, end: 2 };

/** Reads what a simulation left behind, in order of time. */
export const readTimeline = async (
  { sql }: Pick<DatabaseConnection, 'sql'>,
  told: {
    readonly spec: JourneySpec;
    readonly story: readonly ToldEvent[];
    readonly at: Millis;
    readonly played: Played;
    readonly problems: readonly string[];
  },
): Promise<Timeline> => {
  const { spec, story, at, played, problems } = told;
  const messages = await sql<MessageRow[]>`
    select step, channel, purpose, state, reason, cause, due_at::text as due, decided_at::text as decided
    from messages order by decided_at, step`;
  const runs = await sql<RunRow[]>`
    select outcome, reason, closed_at::text as closed from runs order by started_at, episode`;
  const after = (instant: string): Millis => Date.parse(instant) - at;
  const entries: Entry[] = [
    ...story
      .filter(({ occurredAt }) => Date.parse(occurredAt) >= at)
      .map(({ type, occurredAt }) => ({ after: after(occurredAt), text: type, kind: 'event', line: type }) as const),
    ...messages.map((row) => messageEntry(row, after(row.decided), after(row.due))),
    ...runs.flatMap(({ outcome, reason, closed }) =>
      closed === null
        ? []
        : [
            {
              after: after(closed),
              text: `run ${outcome}`,
              note: reason ?? '',
              kind: 'end',
              line: `run ${outcome}${reason ? `: ${reason}` : ''}`,
            } as const,
          ],
    ),
  ];
  const sorted = entries.toSorted((a, b) => a.after - b.after || order[a.kind] - order[b.kind]);
  const fates = Object.keys(played.fates).join(', ');
  const refused = runs.length === 0 ? [`no run of ${spec.name} began; the events came to: ${fates}`] : [];
  return {
    marks: sorted.map(({ line: _line, ...mark }) => mark),
    lines: [...problems, ...sorted.map((entry) => `${offset(entry.after)} ${entry.line}`), ...refused],
  };
};

const messageEntry = ({ step, channel, purpose, state, reason, cause }: MessageRow, at: Millis, due: Millis): Entry => {
  const template = step.replace(/#1$/u, '');
  const isSent = ['accepted', 'delivered', 'bounced', 'complained'].includes(state);
  const waited = at > due ? `, waited ${offset(at - due)}${cause ? ` (${cause})` : ''}` : '';
  const end = isSent ? 'sent' : state === 'planned' ? 'waits' : state;
  const why = isSent || !reason ? '' : ` (${reason}: ${reasonWords(reason)})`;
  return {
    after: at,
    text: template,
    note: [channel, isSent ? '' : `${end} ${reason ?? ''}`, waited.slice(2)].filter(Boolean).join(', '),
    kind: isSent ? purpose : 'withheld',
    line: `${channel} ${template} ${end}${why}${waited}`,
  };
};

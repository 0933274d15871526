import { readEvent } from '../../../api/events/read-event.ts';
import { type Millis, toInstant } from '../../../domain/time/instant.ts';
import type { PastEvent } from '../playing/play.ts';
import { BacktestInputError } from './input-error.ts';
import type { Mapping, ToldEvent } from './mapping.ts';
import type { InputLine } from './read-bodies.ts';

export interface PastOptions {
  readonly mapping: Mapping | undefined;
  readonly first: Millis;
  /** What happened before is history: it is known, and starts nothing. */
  readonly from: Millis | undefined;
  /** What happened at this instant or later is not read. */
  readonly to: Millis | undefined;
  /** Told of a line that is no event: it is left out. */
  readonly problem: (line: number, why: string) => void;
}

/** The events of an input, validated as the api does, in order of time. */
export async function* pastEvents(lines: AsyncIterable<InputLine>, options: PastOptions): AsyncGenerator<PastEvent> {
  const { mapping, from, to, problem } = options;
  const tell = mapping?.open();
  let place = 0;
  const past = (body: unknown, at: Millis, line: number): readonly PastEvent[] => {
    const reading = readEvent(body, at);
    if (reading.ok) {
      const { received } = reading;
      return [{ place: place++, at, received, ...(from !== undefined && at < from && { isHistory: true }) }];
    }
    problem(line, reading.flaws.map(({ field, problem }) => `${field} ${problem}`.trim()).join('; '));
    return [];
  };
  if (mapping?.before && Number.isFinite(options.first)) {
    const before = mapped(1, () => mapping.before!(toInstant(options.first)));
    for (const event of before) yield* past(event, options.first, 1);
  }
  for await (const { line, at, content, flaw } of lines) {
    if (flaw !== undefined) {
      problem(line, flaw);
      continue;
    }
    if (to !== undefined && at >= to) return;
    const events = tell ? mapped(line, () => tell(content, at, line)) : [content];
    for (const event of events) yield* past(event, at, line);
  }
}

/** What a mapping makes of a line. @throws BacktestInputError naming the line. */
const mapped = (line: number, tell: () => readonly ToldEvent[]): readonly ToldEvent[] => {
  let fault = 'it must give a list of events';
  try {
    const events: unknown = tell();
    if (Array.isArray(events)) return events as readonly ToldEvent[];
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  }
  throw new BacktestInputError(`Line ${line}: the mapping went wrong: ${fault}.`);
};

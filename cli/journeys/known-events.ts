import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EventType } from '../../domain/events.ts';
import * as definitions from '../../workflows/core/events.ts';
import { occasionsOf } from './occasions.ts';

/** An event as journeys import it. */
export interface KnownEvent {
  /** `orderPlaced`: its export in `workflows/core/events.ts`. */
  readonly name: string;
  readonly type: EventType;
  /** What happened, as a sentence. */
  readonly about: string;
  /** What it brings, as an example. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Every event that journeys may name, by its name. */
export const knownEvents = (): readonly KnownEvent[] => {
  const source = readFileSync(fileURLToPath(new URL('../../workflows/core/events.ts', import.meta.url)), 'utf8');
  const sentences = new Map(
    [...source.matchAll(/\/\*\* (.+?) \*\/\nexport const (\w+)/gu)].map(([, about, name]) => [name!, about!]),
  );
  return Object.entries(definitions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { name: type }]) => ({ name, type, about: sentences.get(name) ?? type, ids: exampleOf(type) }));
};

/** Ids as people read them; other words as the event's own example has them. */
const exampleOf = (type: EventType): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(occasionsOf(type)[0]!.ids as Readonly<Record<string, string>>).map(([field, value]) => [
      field,
      field.endsWith('Id') ? `${field.slice(0, -2)}-1` : value,
    ]),
  );

const heading = '| event | type | ids and words it brings |\n|---|---|---|\n';

/** docs/authoring.md with the events as they are now. */
export const withEvents = (page: string): string => {
  const from = page.indexOf(heading) + heading.length;
  const to = page.indexOf('\n\n', from) + 1;
  const rows = knownEvents().map(({ name, type, ids }) => {
    const fields = Object.keys(ids).map((field) => `\`${field}\``);
    return `| \`${name}\` | \`${type}\` | ${fields.join(', ')} |\n`;
  });
  return page.slice(0, from) + rows.join('') + page.slice(to);
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { occasionsOf } from '../../cli/journeys/occasions.ts';
import type { EventType } from '../../domain/events.ts';
import * as definitions from '../../workflows/core/events.ts';

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

/** What a new journey has to fit in with. */
export interface Known {
  readonly events: readonly KnownEvent[];
  readonly journeys: readonly string[];
  /** Families of templates: `welcome`. */
  readonly families: readonly string[];
  readonly offers: readonly string[];
}

/** Reads it from the sources in `root`. */
export const readKnown = (root: string): Known => {
  const source = (path: string) => readFileSync(join(root, path), 'utf8');
  const sentences = new Map(
    [...source('workflows/core/events.ts').matchAll(/\/\*\* (.+?) \*\/\nexport const (\w+)/gu)].map(
      ([, about, name]) => [name!, about!],
    ),
  );
  const templates = source('domain/templates.ts');
  const offers = /type OfferId =([^;]+);/u.exec(templates)?.[1] ?? '';
  return {
    events: Object.entries(definitions)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { name: type }]) => ({
        name,
        type,
        about: sentences.get(name) ?? type,
        ids: exampleOf(type),
      })),
    journeys: quotedNames(source('workflows/index.ts'), /export \{ (\w+) \}/gu),
    families: [...new Set(quotedNames(templates, /^ {2}'([\w-]+)\//gmu))],
    offers: quotedNames(offers, /'(\w+)'/gu).filter((offer) => offer !== 'none'),
  };
};

const quotedNames = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

/** Ids as people read them; other words as the event's own example has them. */
const exampleOf = (type: EventType): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(occasionsOf(type)[0]!.ids as Readonly<Record<string, string>>).map(([field, value]) => [
      field,
      field.endsWith('Id') ? `${field.slice(0, -2)}-1` : value,
    ]),
  );

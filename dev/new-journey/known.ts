import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownEvent, knownEvents } from '../../cli/journeys/known-events.ts';

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
  const templates = source('domain/templates.ts');
  const offers = /type OfferId =([^;]+);/u.exec(templates)?.[1] ?? '';
  return {
    events: knownEvents(),
    journeys: quotedNames(source('workflows/index.ts'), /export \{ (\w+) \}/gu),
    families: [...new Set(quotedNames(templates, /^ {2}'([\w-]+)\//gmu))],
    offers: quotedNames(offers, /'(\w+)'/gu).filter((offer) => offer !== 'none'),
  };
};

const quotedNames = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

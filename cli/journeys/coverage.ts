import { readFileSync } from 'node:fs';
import { templateIds } from '../../activities/templates/index.ts';
import type { JourneyMap } from './explore.ts';

/** How much of the journeys was walked. */
export interface Coverage {
  readonly journeys: number;
  readonly ways: number;
  readonly exits: number;
  /** Messages that the journeys' own files name, and that some way came to. */
  readonly reached: number;
  /** Those that none did, as `journey template`. */
  readonly missed: readonly string[];
}

/** The file of a journey: `cartAbandonment` is in `workflows/cart-abandonment.ts`. */
export const sourceOf = (journey: string): string =>
  readFileSync(
    new URL(
      `../../workflows/${journey.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}.ts`,
      import.meta.url,
    ),
    'utf8',
  );

/** Every message that a journey's code names, held against those that walking it came to (R284). */
export const coverageOf = (maps: readonly JourneyMap[], source: (journey: string) => string = sourceOf): Coverage => {
  const named = maps.flatMap(({ spec, branches }) => {
    const code = source(spec.name);
    const seen = new Set(branches.flatMap(({ road }) => road.steps.map(({ template }) => template)));
    return templateIds
      .filter((template) => code.includes(`'${template}'`))
      .map((template) => ({ name: `${spec.name} ${template}`, isReached: seen.has(template) }));
  });
  return {
    journeys: maps.length,
    ways: maps.reduce((sum, { branches }) => sum + branches.length, 0),
    exits: maps.reduce((sum, { exits }) => sum + exits.length, 0),
    reached: named.filter(({ isReached }) => isReached).length,
    missed: named.filter(({ isReached }) => !isReached).map(({ name }) => name),
  };
};

export const coverageInWords = ({ journeys, ways, exits, reached, missed }: Coverage): string =>
  `${journeys} journeys walked by ${ways} ways that differ; ${exits} exits ended them at once; ${reached} of ${reached + missed.length} messages that their files name were come to${missed.length === 0 ? '' : `, not ${missed.join(', ')}`}.`;

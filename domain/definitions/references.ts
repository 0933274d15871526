import { type Definition, type FactPath, savedName, segmentsIn } from './definition.ts';

type Body = Pick<Definition, 'include' | 'exclude'>;

/** More than anybody reads; each one that is built on costs. */
const deepest = 5;

/** Why a definition cannot build on what it names: which it is, and where the definition itself leads to it. */
export interface ReferenceFlaw {
  readonly kind: 'unknown' | 'cycle' | 'too deep';
  readonly name: string;
  readonly path: FactPath;
}

/** Finds what a definition of this name cannot build on, among the others of its store. */
export const referenceFlaws = (
  name: string,
  definition: Body,
  others: ReadonlyMap<string, Body>,
): readonly ReferenceFlaw[] => {
  const look = (of: Body, above: readonly string[], from?: FactPath): readonly ReferenceFlaw[] =>
    segmentsIn(of).flatMap(([own, segment]): readonly ReferenceFlaw[] => {
      const other = savedName(segment);
      const path = from ?? own;
      if (other === undefined) return [];
      if (above.includes(other)) return [{ kind: 'cycle', name: other, path }];
      const known = others.get(other);
      if (!known) return [{ kind: 'unknown', name: other, path }];
      if (above.length >= deepest) return [{ kind: 'too deep', name: other, path }];
      return look(known, [...above, other], path);
    });
  return look(definition, [name]);
};

/** The definitions that build on this one, directly. */
export const builtOn = (name: string, others: ReadonlyMap<string, Body>): readonly string[] =>
  [...others]
    .filter(([, one]) => segmentsIn(one).some(([, segment]) => savedName(segment) === name))
    .map(([other]) => other);

/** What is wrong, in words. */
export const referenceWords = ({ kind, name }: ReferenceFlaw): string =>
  ({
    unknown: `the store has no definition ${name}`,
    cycle: `leads back to ${name}: a definition cannot build on itself`,
    'too deep': `is built on more than ${deepest} deep, down to ${name}`,
  })[kind];

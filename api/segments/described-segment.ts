import { type KnownDefinition, savedName } from '../../domain/definitions/definition.ts';
import { describedDefinition, type DescribedSegment } from '../../domain/definitions/described.ts';
import { segmentRules } from '../../domain/segments/index.ts';
import type { AnySegment } from '../../domain/segments/names.ts';

/** What a segment is called, who is in it and what for; undefined: the store has no such segment any more. */
export const describedSegment = (
  segment: AnySegment,
  definitions: ReadonlyMap<string, KnownDefinition>,
): DescribedSegment | undefined => {
  const known = definitions.get(savedName(segment) ?? '');
  return known ? describedDefinition(known) : segmentRules.find(({ name }) => name === segment);
};

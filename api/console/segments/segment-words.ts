import { segmentRules } from '../../../domain/segments/index.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import type { SegmentRule } from '../../../domain/segments/segment.ts';

/** The rule of a segment that the product brings along; a store's own has none here. */
export const ruleOf = (segment: AnySegment): SegmentRule | undefined =>
  segmentRules.find(({ name }) => name === segment);

/** What a segment is called. */
export const segmentTitle = (segment: AnySegment): string =>
  ruleOf(segment)?.title.en ?? segment.replace(/^saved:/u, '');

import type { SegmentRule } from '../segment.ts';
import type { Segment } from '../names.ts';
import type { RfmGroup } from '../../scores/rfm/profiles.ts';

/** What a file of a profile says. */
export interface RfmProfile<Name extends Segment> extends Pick<
  SegmentRule<Name>,
  'name' | 'title' | 'sentence' | 'goal'
> {
  readonly groups: readonly RfmGroup[];
}

/** A profile as a segment, of shops that tell customers apart as finely, or as roughly. */
export const rfmSegment = <Name extends Segment>(
  { groups, ...said }: RfmProfile<Name>,
  granularity: 'three' | 'eleven' = 'eleven',
): SegmentRule<Name> => ({
  ...said,
  holds: ({ signals: { rfm } }, { policy }) => policy.rfm === granularity && rfm !== undefined && groups.includes(rfm),
});

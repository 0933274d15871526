import type { AnySegment } from '../segments/names.ts';

/** Whom something is for, by segments: only who is in one of these, and nobody who is in one of those (R112). */
export interface AudienceFilter {
  readonly only?: readonly AnySegment[] | undefined;
  readonly except?: readonly AnySegment[] | undefined;
}

/** Whom marketing of a journey is for, besides what the journey says itself. */
export interface AudiencesPolicy {
  readonly byJourney: Readonly<Record<string, AudienceFilter>>;
}

export const defaultAudiences: AudiencesPolicy = { byJourney: {} };

/** Why somebody is in none of an audience: the segments that they would have to be in, or the one that keeps them out. */
export const leftOutBy = (
  segments: readonly AnySegment[],
  { only, except }: AudienceFilter,
): { readonly only: readonly AnySegment[] } | { readonly except: AnySegment } | undefined => {
  const excluded = except?.find((one) => segments.includes(one));
  if (excluded !== undefined) return { except: excluded };
  return only && !only.some((one) => segments.includes(one)) ? { only } : undefined;
};

/** The segments that the product brings along, each in a file of its own: by orders, by what people do, and by RFM. */
export const segmentNames = [
  'vip',
  'recurring',
  'loyalty-active',
  'loyalty-inactive',
  'ambassador',
  'high-intent',
  'price-sensitive',
  'first-time-fading',
  'visitor',
  'at-risk',
  'inactive-subscriber',
  'first-time',
  'dormant',
  'prospect',
  'rfm-champion',
  'rfm-loyal',
  'rfm-potential-loyalist',
  'rfm-new',
  'rfm-promising',
  'rfm-needs-attention',
  'rfm-about-to-sleep',
  'rfm-at-risk',
  'rfm-cannot-lose',
  'rfm-hibernating',
  'rfm-lost',
  'rfm-strong',
  'rfm-middle',
  'rfm-weak',
] as const;

/**
 * What a customer may be to the shop. Of `prospect` (never bought), `first-time` (bought once), `recurring` (bought on
 * several days) and `vip` everybody is in exactly one; of the others in any number.
 */
export type Segment = (typeof segmentNames)[number];

/** A segment that a store defined itself, by the name that it gave. */
export type SavedSegment = `saved:${string}`;

/** Whatever a customer can be in. */
export type AnySegment = Segment | SavedSegment;

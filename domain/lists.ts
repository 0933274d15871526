/**
 * A list that customers may join and leave by itself, while the rest of marketing goes on: `newsletter`, `offers`.
 * Lower-case letters, digits and hyphens, at most 40. What belongs to which list is the store's policy.
 */
export type List = string;

export const listPattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

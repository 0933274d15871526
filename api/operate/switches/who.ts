import type { Act } from '../../../db/access/audit.ts';

/** Who switches, when in the store's time, and why in their own words: shown beside the switch. */
export interface Who extends Pick<Act, 'at' | 'actor'> {
  readonly why: string;
}

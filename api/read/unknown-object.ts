import { findUnstorable } from '../events/storable.ts';
import { Problem } from '../http/problem.ts';

/** The one answer for what does not exist and for what is another store's. */
export const unknownObject = (
  kind:
    | 'event'
    | 'customer'
    | 'message'
    | 'run'
    | 'erasure'
    | 'policy'
    | 'offer'
    | 'code'
    | 'pause'
    | 'test send'
    | 'campaign'
    | 'definition',
): Problem => new Problem(404, 'not_found', `your store has no such ${kind}`);

/** A part of a path that may be looked for in the database; what cannot be stored cannot be found. */
export const storable = (part: unknown): string | undefined =>
  typeof part === 'string' && part.length <= 200 && !findUnstorable(part) ? part : undefined;

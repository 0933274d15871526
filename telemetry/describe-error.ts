import { scrub } from './scrub.ts';

/** What of an error may be written down. */
export interface DescribedError {
  readonly name: string;
  readonly code?: string | number;
  /** Of a Temporal failure: its kind, in our words. */
  readonly type?: string;
  /** The first place of its stack. */
  readonly at?: string;
  readonly cause?: DescribedError;
}

/**
 * An error's name, codes and place. Never its message, which a driver or a provider may have filled with
 * values, and none of its other properties.
 */
export const describeError = (error: unknown, depth = 0): DescribedError => {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, type, cause } = error as { code?: unknown; type?: unknown; cause?: unknown };
  const at = error.stack?.split('\n').find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return {
    name: word(error.name) ?? 'Error',
    ...((typeof code === 'number' || word(code) !== undefined) && { code: code as string | number }),
    ...(word(type) !== undefined && { type: type as string }),
    ...(at !== undefined && { at: scrub(at.trim()) }),
    ...(cause instanceof Error && depth < 4 && { cause: describeError(cause, depth + 1) }),
  };
};

/** A code or a name is one short word; anything longer may be a message. */
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.:/-]{1,60}$/.test(value) ? value : undefined;

/**
 * How two tellings of one thing are ordered: by when they happened, and when that is equal by their
 * content. Any order of arrival, with any duplicates, then ends in the same state.
 */
export const isNewer = (
  next: { readonly at: number; readonly value: unknown },
  current: { readonly at: number; readonly value: unknown } | undefined,
): boolean => {
  if (!current || next.at > current.at) return true;
  return next.at === current.at && stable(next.value) > stable(current.value);
};

/** JSON with sorted keys: equal values have equal text, whatever order their keys came or were stored in. */
export const stable = (value: unknown): string => JSON.stringify(value, sortKeys) ?? '';

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The later of two instants, either of which may be unknown. */
export const newest = (a: Date | null | undefined, b: Date): Date => (a && a > b ? a : b);

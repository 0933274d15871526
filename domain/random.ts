/** Numbers from 0 (included) to 1 (excluded), the same for the same seed. */
export type Random = () => number;

/** Mulberry32 (https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32). */
export const seededRandom = (seed: number): Random => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

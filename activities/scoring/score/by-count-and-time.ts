/** Values that depend on a customer's number of purchases and time since the first alone. */
export type PairValues = (x: number, T: number) => Float64Array;

/** Places; what falls on the same one replaces what was there. */
const places = 1 << 14;

/**
 * Remembers `width` values for each (x, T) that `compute` writes: days are whole numbers, so that most customers of a
 * shop share them with others. Takes the same memory for ten customers as for ten million, and changes no value. The
 * returned array is overwritten by later calls.
 */
export const rememberByCountAndTime = (
  width: number,
  compute: (x: number, T: number, into: Float64Array) => void,
): PairValues => {
  const counts = new Float64Array(places).fill(-1);
  const times = new Float64Array(places);
  const values = Array.from({ length: places }, () => new Float64Array(width));
  const key = new Float64Array(1);
  const bits = new Uint32Array(key.buffer);
  return (x, T) => {
    key[0] = T;
    const hash = Math.imul(bits[0]! ^ Math.imul(bits[1]! + x, 0x85ebca6b), 0x9e3779b1);
    const place = (hash ^ (hash >>> 15)) & (places - 1);
    const known = values[place]!;
    if (counts[place] !== x || times[place] !== T) {
      compute(x, T, known);
      counts[place] = x;
      times[place] = T;
    }
    return known;
  };
};

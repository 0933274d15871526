/** Equal rows once, with how many customers each stands for; in the order in which they first appear. */
export interface GroupedRows {
  readonly size: number;
  readonly columns: readonly Float64Array[];
  readonly weight: Float64Array;
}

/** So many rows are looked at first: where nearly all of them differ … */
const looked = 1 << 15;
/** … by this share, the others do too, and to look for equal ones would only take time. */
const nearlyAll = 0.95;

/**
 * Merges equal rows of a table given by columns. Days are whole numbers, so that a million customers have far fewer
 * different histories, and a fit that sums over those is the same fit. Rows that hardly ever repeat stay as they are.
 */
export const groupRows = (columns: readonly ArrayLike<number>[], weight?: ArrayLike<number>): GroupedRows => {
  const rows = columns[0]?.length ?? 0;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows + 2))).fill(-1);
  const grouped = columns.map(() => new Float64Array(rows));
  const weights = new Float64Array(rows);
  const row = new Float64Array(columns.length);
  const bits = new Uint32Array(row.buffer);
  let size = 0;
  for (let i = 0; i < rows; i += 1) {
    if (i === looked && size > nearlyAll * looked) return asTheyAre(columns, weight);
    for (let c = 0; c < columns.length; c += 1) row[c] = columns[c]![i]! + 0;
    let hash = 0;
    for (let k = 0; k < bits.length; k += 1) hash = Math.imul((hash ^ bits[k]!) + (hash >>> 15), 0x9e3779b1);
    let slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
    let group = slots[slot]!;
    while (group >= 0 && !holds(grouped, group, row)) {
      slot = (slot + 1) & (slots.length - 1);
      group = slots[slot]!;
    }
    if (group < 0) {
      group = size;
      slots[slot] = group;
      for (let c = 0; c < columns.length; c += 1) grouped[c]![group] = row[c]!;
      size += 1;
    }
    weights[group]! += weight ? weight[i]! : 1;
  }
  return { size, columns: grouped.map((column) => column.subarray(0, size)), weight: weights.subarray(0, size) };
};

const asTheyAre = (columns: readonly ArrayLike<number>[], weight?: ArrayLike<number>): GroupedRows => {
  const size = columns[0]!.length;
  return {
    size,
    columns: columns.map((column) => new Float64Array(column)),
    weight: weight ? new Float64Array(weight) : new Float64Array(size).fill(1),
  };
};

/** Whether the group's row is this one. */
const holds = (columns: readonly Float64Array[], group: number, row: Float64Array): boolean => {
  for (let c = 0; c < row.length; c += 1) if (columns[c]![group] !== row[c]) return false;
  return true;
};

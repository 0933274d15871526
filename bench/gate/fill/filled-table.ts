import type { ShopShape } from './shape.ts';

/** A table that is filled by statements over ranges of numbers. */
export interface FilledTable {
  readonly table: string;
  /** Over how many numbers the statements go; absent: one statement makes all. */
  readonly numbers?: (shape: ShopShape) => number;
  readonly columns: string;
  /** Makes its rows of `numbers`, a relation with the column `n`. */
  readonly select: (shape: ShopShape, numbers: string) => string;
}

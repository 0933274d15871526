import { basename } from 'node:path';
import type { Kind } from './kind.ts';
import { consents } from './kinds/consents.ts';
import { customers } from './kinds/customers.ts';
import { orders } from './kinds/orders.ts';
import { products } from './kinds/products.ts';
import { FileError } from './problem.ts';

/** Every kind of file, by its name. */
export const kinds = { customers, products, consents, orders } as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as readonly KindName[];

/**
 * The kind whose name is in the file's own: `customers.csv`, `2026-orders-1.csv`.
 *
 * @throws FileError when none is, or several are.
 */
export const kindOfFile = (path: string): KindName => {
  const name = basename(path).toLowerCase();
  const [found, ...others] = kindNames.filter((kind) => name.includes(kind));
  if (found !== undefined && others.length === 0) return found;
  throw new FileError(
    `${basename(path)}: its name does not say what it holds. Say it with --kind: ${kindNames.join(', ')}.`,
  );
};

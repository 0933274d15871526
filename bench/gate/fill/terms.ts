import { store as demo } from '../../../test/gate/world.ts';
import type { ShopShape } from './shape.ts';
import { ledgerDays } from './shape.ts';

/*
 * Terms of SQL. Everything in a filled shop follows from a row's number, so that rows of different tables fit one another
 * and none is looked up.
 */

export const store = `'${demo}'`;

/** The instant at which the gate is measured; history ends there. */
export const now = `timestamptz '2026-06-10 12:00:00+00'`;

/** Our id of the n-th of a kind. */
export const idOf = (kind: string, n: string): string => `md5('${kind}/' || (${n}))::uuid`;

/** A number from 0 to `of` - 1, always the same for one `n` and `seed`. */
export const draw = (n: string, seed: number, of: number): string =>
  `((hashint8extended((${n})::bigint, ${seed}) & 9223372036854775807) % ${of})`;

/** One of several values, each as often as its weight says. */
export const pick = (n: string, seed: number, weights: Readonly<Record<string, number>>): string => {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  const cases = Object.entries(weights).map(([value, weight]) => {
    passed += weight;
    return `when drawn < ${passed} then '${value}'`;
  });
  return `(select case ${cases.join(' ')} end from (select ${draw(n, seed, total)} as drawn) drawing)`;
};

/** The instant at the n-th of `count` equal steps through the last `days` days. */
export const spread = (n: string, count: number, days: number): string =>
  `(${now} - interval '${days} days' * (1 - (${n})::float8 / ${count}))`;

export const email = (n: string): string => `('c' || (${n}) || '@shop.example')`;

/** SHA-256 of an address, in hexadecimal. */
export const hashOf = (address: string): string => `encode(sha256(convert_to(${address}, 'UTF8')), 'hex')`;

/** Whose run it is: every fifth customer gets half of all. */
export const ownerOf = (run: string, { customers }: ShopShape): string =>
  `(case when ${draw(run, 1, 2)} = 0 then 5 * ${draw(run, 2, Math.floor(customers / 5))} else ${draw(run, 3, customers)} end)`;

export const startOf = (run: string, { runs }: ShopShape): string => spread(run, runs, ledgerDays);

/** As a UUID of version 7: ids of runs grow with time. */
export const runId = (run: string, shape: ShopShape): string =>
  `overlay(overlay(md5('run/' || (${run})) placing lpad(to_hex((extract(epoch from ${startOf(run, shape)}) * 1000)::bigint), 12, '0') from 1 for 12) placing '7' from 13 for 1)::uuid`;

/** What a customer of a class may be written: eight of ten agreed to marketing. */
export const customerClasses = { agreed: 80, left: 88, bounced: 91, complained: 92, all: 100 } as const;

/** Of which class the n-th customer is. */
export const classOf = (n: string): string => `((${n}) % ${customerClasses.all})`;

/** Every tenth product is sold out. */
export const isSoldOut = (product: string): string => `(${product}) % 10 = 0`;

/** A line of a cart or an order. */
export const lineOf = (product: string): string =>
  `jsonb_build_object('productId', ${idOf('product', product)}, 'quantity', 1, 'unitPrice', 2500)`;

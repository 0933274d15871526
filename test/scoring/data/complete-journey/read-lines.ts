import { readCsv } from '../read-rows.ts';

/** A receipt line of the Complete Journey (NOTICE.md). */
export interface ReceiptLine {
  readonly household: string;
  /** Counted from the beginning of 2017, in UTC. */
  readonly minute: number;
  readonly category: string;
  readonly department: string;
  /** Bought below the usual price, for whatever reason; with a coupon. */
  readonly discounted: boolean;
  readonly coupon: boolean;
}

export const readReceiptLines = (): readonly ReceiptLine[] => {
  const named = readCsv('complete-journey/categories.csv');
  return readCsv('complete-journey/lines.csv.gz').map(({ household, minute, category, deal }) => ({
    household: household!,
    minute: Number(minute),
    category: named[Number(category)]!['name']!,
    department: named[Number(category)]!['department']!,
    discounted: deal !== '0',
    coupon: (Number(deal) & 6) > 0,
  }));
};

/** The end of the first 26 weeks, midnight where the shops are. */
export const halfYear = (176 * 24 + 5) * 60;

export const byHousehold = <One extends { readonly household: string }>(
  lines: readonly One[],
): ReadonlyMap<string, readonly One[]> => {
  const found = new Map<string, One[]>();
  for (const line of lines) {
    const own = found.get(line.household) ?? [];
    own.push(line);
    found.set(line.household, own);
  }
  return found;
};

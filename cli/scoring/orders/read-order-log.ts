import { DateTime, IANAZone } from 'luxon';
import type { OrderLine } from '../../../activities/scoring/orders/order-line.ts';
import { ScoreFileError } from '../file-error.ts';
import { numberIn, readTable, type TableRow } from '../read-table.ts';

/** A line of an order log with what replenishment asks of it. */
export interface LogLine extends OrderLine {
  readonly product?: string;
  readonly quantity: number;
  /** Days that one unit of the product lasts. */
  readonly nominalDays?: number;
}

export interface LogOptions {
  /** IANA zone whose days count, where the log has instants. */
  readonly zone: string;
  /** Of amounts without one, and the one that counts. */
  readonly currency: string;
}

const plainDay = /^\d{4}-\d{2}-\d{2}$/u;
const millisPerDay = 86_400_000;

/** Names that a column may have; the first one that the file has counts. */
const names = {
  customer: ['customer_id', 'customer', 'master_id'],
  date: ['date', 'placed_at'],
  amount: ['amount', 'dollars', 'total'],
} as const;

/**
 * Reads an order log: one line an order, or a line of one. An order's `total` may stand in each of its lines; it counts
 * once. Orders whose `status` is cancelled, returned or refunded are left out. The lines come in one order, whatever the
 * file's.
 *
 * @throws ScoreFileError naming the line that cannot be read
 */
export const readOrderLog = async (path: string, options: LogOptions): Promise<readonly LogLine[]> => {
  const lines: LogLine[] = [];
  const told = new Set<string>();
  const undone = new Set<string>();
  const minor = minorUnits(options.currency);
  if (!IANAZone.isValidZone(options.zone))
    throw new ScoreFileError(`There is no zone “${options.zone}”. Write one such as Europe/Paris.`);
  for await (const row of readTable(path, [names.customer, names.date])) {
    const { cells } = row;
    const customer = textOf(row, names.customer);
    if (customer === '') throw new ScoreFileError(`Line ${row.line}: the customer is not named.`);
    const order = cells['order_id'] || undefined;
    if (neverWere.includes((cells['status'] ?? '').toLowerCase())) {
      if (order === undefined) continue;
      undone.add(order);
    }
    const quantity = cells['quantity'] ? numberIn(row, 'quantity') : 1;
    lines.push({
      customer,
      day: dayOf(row, textOf(row, names.date), options.zone),
      amount: Math.round(amountOf(row, order, told) * minor),
      currency: cells['currency'] || options.currency,
      quantity,
      ...(order === undefined ? {} : { order }),
      ...(cells['product_id'] ? { product: cells['product_id'] } : {}),
      ...(cells['nominal_days'] ? { nominalDays: positiveIn(row, 'nominal_days') } : {}),
    });
  }
  const kept = undone.size === 0 ? lines : lines.filter(({ order }) => order === undefined || !undone.has(order));
  return kept.toSorted(inOneOrder);
};

/** Statuses of orders that never were, as shops and their exports spell them. */
const neverWere: readonly string[] = ['cancelled', 'canceled', 'returned', 'refunded', 'voided'];

/** Whatever the order of a file's lines, sums over them round the same. */
const inOneOrder = (a: LogLine, b: LogLine): number =>
  byText(a.customer, b.customer) ||
  a.day - b.day ||
  byText(a.order, b.order) ||
  byText(a.product, b.product) ||
  a.quantity - b.quantity ||
  a.amount - b.amount ||
  (a.nominalDays ?? 0) - (b.nominalDays ?? 0);

const byText = (a = '', b = ''): number => (a < b ? -1 : Number(a > b));

const textOf = ({ cells }: TableRow, columns: readonly string[]): string =>
  cells[columns.find((name) => name in cells) ?? ''] ?? '';

const positiveIn = (row: TableRow, column: string): number => {
  const value = numberIn(row, column);
  if (value > 0) return value;
  throw new ScoreFileError(`Line ${row.line}: ${column} is ${value}; it is a number above 0.`);
};

const amountOf = (row: TableRow, order: string | undefined, told: Set<string>): number => {
  const column = names.amount.find((name) => name in row.cells);
  if (column === undefined || row.cells[column] === '') return 0;
  if (column === 'total' && order !== undefined) {
    if (told.has(order)) return 0;
    told.add(order);
  }
  return numberIn(row, column);
};

const dayOf = ({ line }: TableRow, text: string, zone: string): number => {
  if (plainDay.test(text)) {
    const day = Date.parse(`${text}T00:00:00Z`) / millisPerDay;
    // The 30th of February is read as a day of March.
    if (!Number.isNaN(day) && dateOf(day) === text) return day;
  }
  const read = DateTime.fromISO(text, { zone });
  if (!read.isValid) throw new ScoreFileError(`Line ${line}: “${text}” is no date such as 1997-09-30.`);
  return Math.round(DateTime.utc(read.year, read.month, read.day).toMillis() / millisPerDay);
};

/** The day of an option that names one. @throws ScoreFileError when it is none */
export const dayOfOption = (text: string): number => {
  const read = DateTime.fromISO(text, { zone: 'utc' });
  if (plainDay.test(text) && read.isValid) return read.toMillis() / millisPerDay;
  throw new ScoreFileError(`“${text}” is no day such as 1997-09-30.`);
};

export const dateOf = (day: number): string => new Date(day * millisPerDay).toISOString().slice(0, 10);

/** How many minor units make one of the currency. @throws ScoreFileError when it is none */
export const minorUnits = (currency: string): number => {
  if (!/^[A-Z]{3}$/u.test(currency)) throw new ScoreFileError(`“${currency}” is no currency such as EUR.`);
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return 10 ** maximumFractionDigits;
};

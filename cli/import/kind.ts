/** One line of a file: its cells by column, empty ones left out. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<string, string>>>;
}

/** An event made from lines, as a store would have posted it; its id is made from its contents. */
export interface FileEvent {
  /** The first of the lines that it was made from. */
  readonly line: number;
  readonly event: {
    readonly type: string;
    readonly occurredAt: string;
    readonly customer?: object;
    readonly data: object;
  };
}

/** What one kind of file holds. */
export interface Kind {
  /** Columns without which the file makes no sense. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Columns that begin so are taken as they are. */
  readonly prefix?: string;
  /** Lines that follow each other with the same value in this column make one record. */
  readonly groupBy?: string;
  /** @throws Error that says what is wrong with the lines. */
  toEvent(rows: readonly [Row, ...Row[]]): FileEvent['event'];
}

/** When something happened that the file gives no date of: anything that is known is newer. */
export const unknownDate = '2000-01-01T00:00:00Z';

/** The cells that name a customer. */
export const customerColumns = ['customer_id', 'email', 'phone'] as const;

export const customerOf = ({ cells }: Row): object => ({
  id: cells['customer_id'],
  email: cells['email'],
  phone: cells['phone'],
});

/** An ISO date or instant; a date without time is its first moment in UTC. */
export const instantOf = (row: Row, column: string): string => {
  const text = row.cells[column];
  if (text === undefined) throw new Error(`${column} is empty`);
  const hasZone = /(z|[+-]\d\d:?\d\d)$/i.test(text);
  const at = Date.parse(hasZone || /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(at))
    throw new Error(`${column}: "${text}" is not a date; write ISO 8601 such as 2026-11-22T09:00:00Z`);
  return new Date(at).toISOString();
};

export const numberOf = (row: Row, column: string): number | undefined => {
  const text = row.cells[column];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(`${column}: "${text}" is not a number`);
  return number;
};

/** `19.90` in EUR is 1990: amounts are written as people do and kept in minor units. */
export const moneyOf = (row: Row, column: string): { amount: number; currency: string } | undefined => {
  const value = numberOf(row, column);
  if (value === undefined) return undefined;
  const currency = row.cells['currency'];
  if (currency === undefined || !/^[A-Z]{3}$/.test(currency))
    throw new Error('currency: write an ISO 4217 code such as EUR');
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const scaled = value * 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  const amount = Math.round(scaled);
  if (Math.abs(scaled - amount) > 1e-6) throw new Error(`${column}: ${value} ${currency} has too many decimals`);
  return { amount, currency };
};

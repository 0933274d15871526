import type { Money } from '../../../domain/money.ts';
import type { Row } from '../kind.ts';
import { CellError } from '../problem.ts';

/**
 * A cell's amount as people write it, undefined when it is empty: `19.90` or `19,90` EUR is 1990, `1200` JPY
 * is 1200.
 *
 * @throws CellError also for three decimals, which may have been meant as thousands.
 */
export const moneyOf = (row: Row, column: string, currency: string): Money | undefined => {
  const text = row.cells[column];
  if (text === undefined) return undefined;
  const decimals = decimalsOf(row, currency);
  const [matched, whole = '', fraction = ''] = /^(\d{1,10})(?:[.,](\d{1,8}))?$/.exec(text) ?? [];
  const dropped = fraction.slice(decimals);
  if (matched === undefined || /[1-9]/.test(dropped) || (fraction.length === 3 && decimals !== 3)) {
    const example = decimals === 0 ? '1200' : `19.${'90'.padEnd(decimals, '0').slice(0, decimals)}`;
    throw new CellError(
      row.line,
      column,
      `"${text.slice(0, 60)}" is not an amount in ${currency}; write for example ${example}`,
    );
  }
  return { amount: Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0')), currency };
};

/** The row's currency; the store's where the file says none. */
export const currencyOf = ({ cells }: Row, store: { readonly currency: string }): string =>
  cells['currency'] ?? store.currency;

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const decimalsOf = (row: Row, currency: string): number => {
  if (!known.has(currency)) {
    throw new CellError(
      row.line,
      'currency',
      `"${currency.slice(0, 10)}" is not a currency; write ISO 4217 such as EUR`,
    );
  }
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
};

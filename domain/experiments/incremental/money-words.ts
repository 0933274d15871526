import type { Money } from '../../money.ts';

/** `1,200 €`: an amount in a sentence, in whole units from 100 on; no line breaks before the symbol. */
export const moneyInWords = ({ amount, currency }: Money, locale: string): string => {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
  }).resolvedOptions();
  const units = amount / 10 ** maximumFractionDigits;
  const digits = Math.abs(units) >= 100 ? 0 : maximumFractionDigits;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const parts = format.formatToParts(Math.abs(units));
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  const number = parts.filter(({ type }) => type !== 'currency' && type !== 'literal').map(({ value }) => value);
  return `${number.join('')}\u00a0${symbol}`;
};

/** `between 1,200 € and 4,900 €`; what lies below 0 is `less`. */
export const rangeInWords = (low: number, high: number, currency: string, locale: string): string => {
  const words = (amount: number): string => moneyInWords({ amount, currency }, locale);
  if (low < 0 && high < 0) return `between ${words(high)} and ${words(low)} less`;
  return low < 0 ? `between ${words(low)} less and ${words(high)} more` : `between ${words(low)} and ${words(high)}`;
};

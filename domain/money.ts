/** An amount in the currency's minor units (cents for EUR), never a fraction. */
export interface Money {
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** `19.9` EUR as 1990: units of the currency as its minor units, with the currency's own number of decimals. */
export const minorUnits = (units: number, currency: string): number => {
  const { maximumFractionDigits = 2 } = formatOf('en', currency).resolvedOptions();
  return Math.round(units * 10 ** maximumFractionDigits);
};

/** One format for each language and currency: to make one costs several times what its use does. */
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: string, currency: string): Intl.NumberFormat => {
  const name = `${locale} ${currency}`;
  const format = formats.get(name) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(name, format);
  return format;
};

/** Formats `money` for people, with the currency's own number of decimals. */
export const formatMoney = (money: Money, locale: string): string => {
  const format = formatOf(locale, money.currency);
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(money.amount / 10 ** maximumFractionDigits);
};

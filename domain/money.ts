/** An amount in the currency's minor units (cents for EUR), never a fraction. */
export interface Money {
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** `19.9` EUR as 1990: units of the currency as its minor units, with the currency's own number of decimals. */
export const minorUnits = (units: number, currency: string): number => {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return Math.round(units * 10 ** maximumFractionDigits);
};

/** Formats `money` for people, with the currency's own number of decimals. */
export const formatMoney = (money: Money, locale: string): string => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(money.amount / 10 ** maximumFractionDigits);
};

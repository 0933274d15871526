/** An amount in the currency's minor units (cents for EUR), never a fraction. */
export interface Money {
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** Formats `money` for people, with the currency's own number of decimals. */
export const formatMoney = (money: Money, locale: string): string => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(money.amount / 10 ** maximumFractionDigits);
};

import { isExplored } from './explore.ts';
import { binHours } from './best-hour.ts';

/** What stored signals say of prices, as far as it may be gone by. */
export interface PriceReading {
  /** Null: not known, or left to chance this quarter. */
  readonly sensitive: boolean | null;
  /** True: whatever is known is left aside, so that what is learnt of the customer does not come of our own choice. */
  readonly explored: boolean;
}

/** Whether a customer goes by prices, for whoever chooses by it; one customer in ten is left to chance. */
export const readPrices = (
  sensitive: boolean | null | undefined,
  { customer, day }: { readonly customer: string; readonly day: number },
): PriceReading => {
  const explored = isExplored('price', customer, day);
  return { sensitive: explored ? null : (sensitive ?? null), explored };
};

/** The hours of a bin by the clock: `18:00` to `20:00`. */
export const hoursOfBin = (bin: number): { readonly from: string; readonly to: string } => ({
  from: clockOf(bin * binHours),
  to: clockOf((bin + 1) * binHours),
});

const clockOf = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

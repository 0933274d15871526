import type { CivilDay } from './day.ts';

/** The same day so many calendar months later; where that month is shorter, its last day: 31 August + 6 is 28 February. */
export const monthsLater = (day: CivilDay, months: number): CivilDay => {
  const from = new Date(day);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastOfMonth));
};

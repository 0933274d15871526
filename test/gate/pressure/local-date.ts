/** Civil dates by the platform's own calendar: what a judge compares with, apart from the product. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-06-10` where the clocks show `zone`. */
export const localDate = (at: number, zone: string): string => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, format);
  return format.format(at);
};

/** The day, the Monday of the week, or the month of a local date: equal for instants of the same civil window. */
export const windowOf = (unit: 'day' | 'week' | 'month', at: number, zone: string): string => {
  const date = localDate(at, zone);
  if (unit === 'day') return date;
  if (unit === 'month') return date.slice(0, 7);
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - ((noon.getUTCDay() + 6) % 7));
  return noon.toISOString().slice(0, 10);
};

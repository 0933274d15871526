/** A civil day of PostgreSQL, `2026-03-01`, counted from 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** The same back. */
export const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

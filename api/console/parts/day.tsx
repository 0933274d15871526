import { useConsole } from './context.ts';

/** A civil day, `2026-12-03`, as people write it. */
export const Day = ({ day }: { readonly day: string }) => (
  <time dateTime={day}>{formatDay(day, useConsole().now)}</time>
);

/** `3 Dec 2026`; without the year when it is that of `now`. */
export const formatDay = (day: string, now?: Date): string => {
  const at = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(now?.getUTCFullYear() !== at.getUTCFullYear() && { year: 'numeric' as const }),
    timeZone: 'UTC',
  }).format(at);
};

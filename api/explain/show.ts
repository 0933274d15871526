import type { Show } from '../../domain/rules/rule.ts';

/** How sentences write values for somebody who lives in `timezone`: `22 Nov 2026, 10:42`. */
export const showIn = (timezone: string): Show => {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone,
  });
  return { instant: (instant) => format.format(new Date(instant)) };
};

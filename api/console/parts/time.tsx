import { useConsole } from './context.ts';

/** An instant as the store's clock shows it; the page's header names the zone, and the year when it is this one. */
export const Time = ({ at }: { readonly at: Date }) => {
  const { timezone, now } = useConsole();
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {formatTime(at, timezone, now)}
    </time>
  );
};

/** `22 Nov 2026, 10:42:07` in `timezone`; without the year when it is that of `now`. */
export const formatTime = (at: Date, timezone: string, now?: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(now?.getUTCFullYear() !== at.getUTCFullYear() && { year: 'numeric' as const }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: timezone,
  }).format(at);

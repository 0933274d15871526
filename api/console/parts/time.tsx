import { useConsole } from './context.ts';

/** An instant as the store's clock shows it; the page's header names the zone. */
export const Time = ({ at }: { readonly at: Date }) => {
  const { timezone } = useConsole();
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {formatTime(at, timezone)}
    </time>
  );
};

/** `22 Nov 2026, 10:42:07` in `timezone`. */
export const formatTime = (at: Date, timezone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: timezone,
  }).format(at);

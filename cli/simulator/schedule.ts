import { type Millis, toInstant, toMillis } from '../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';

/** A Monday morning in winter, when no simulation has a reason to begin elsewhere. */
export const monday = toMillis('2026-11-23T09:00:00.000Z');

/** `1d 1h`: a time since the beginning, as people say it. */
export const offset = (millis: Millis): string => {
  const seconds = Math.round(millis / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return shown.join(' ') || '0s';
};

/** A calendar with one interval, in milliseconds after `monday`, when simulated triggers happen. */
export const season = (mode: 'event' | 'dday', from: number, to: number): SeasonCalendar => [
  { from: toInstant(monday + from), to: toInstant(monday + to), mode },
];

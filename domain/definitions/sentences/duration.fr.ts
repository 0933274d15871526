import { type Duration, durationMillis } from '../../time/duration.ts';

/** A length of time as French has it, in days or hours. */
export const durationInFrench = (duration: Duration): string => {
  const hours = durationMillis(duration) / 3_600_000;
  const [count, unit] = hours % 24 === 0 ? [hours / 24, 'jour'] : [Math.round(hours * 10) / 10, 'heure'];
  return `${String(count).replace('.', ',')} ${unit}${count < 2 ? '' : 's'}`;
};

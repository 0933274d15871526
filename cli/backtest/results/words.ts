import { failedReasons, laterReasons, withheldReasons } from '../../../domain/reasons.ts';

const words: Readonly<Record<string, string>> = { ...laterReasons, ...failedReasons, ...withheldReasons };

/** A reason for people; what is not known is shown as it is. */
export const reasonWords = (reason: string): string => words[reason] ?? reason;

/** `1,234`. */
export const counted = (count: number): string => count.toLocaleString('en-US');

/** `12.3 %`. */
export const shareOf = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

import type { Played } from './play/played.ts';

/** Counts what stories came to. */
export const tally = () => {
  const ends = new Map<string, number>();
  let [stories, attempts, sent] = [0, 0, 0];
  return {
    add: (played: Played): void => {
      stories += 1;
      attempts += played.attempts;
      sent += played.sent.length;
      for (const { outcome, reason } of played.ends) {
        const key = reason ?? outcome;
        ends.set(key, (ends.get(key) ?? 0) + 1);
      }
    },
    sent: (): number => sent,
    /** Of how many kinds the ends were. */
    kinds: (): number => ends.size,
    words: (): string => {
      const steps = [...ends.values()].reduce((sum, count) => sum + count, 0);
      const each = [...ends].toSorted(([, one], [, other]) => other - one).map(([end, count]) => `${end} ${count}`);
      return `${stories} stories, ${steps} steps, ${attempts} attempts, ${sent} accepted: ${each.join(', ')}`;
    },
  };
};

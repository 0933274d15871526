/** At most this part of the time is spent on reading. */
const share = 0.1;

interface Kept<Answer> {
  readonly answer: Promise<Answer>;
  /** Kept until then, in the milliseconds of `elapsed`. */
  until: number;
}

/** Answers that are kept at once. */
const mostKept = 500;

/**
 * Reads what is costly of a store, or of anything else that has a name, for whoever looks, keeping each answer for `leastMillis`,
 * or longer where reading is slow: ten times as long as it took. Many viewers cost as much as one.
 */
export const keepAnswers = <Key, Answer>(
  read: (key: Key) => Promise<Answer>,
  leastMillis: number,
  { elapsed = () => performance.now(), nameOf = String as (key: Key) => string } = {},
) => {
  const kept = new Map<string, Kept<Answer>>();
  return async (key: Key): Promise<Answer> => {
    const begun = elapsed();
    const name = nameOf(key);
    const held = kept.get(name);
    if (held && begun < held.until) return held.answer;
    const entry: Kept<Answer> = { answer: read(key), until: Number.POSITIVE_INFINITY };
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
    kept.set(name, entry);
    try {
      const answer = await entry.answer;
      const ended = elapsed();
      entry.until = ended + Math.max(leastMillis, (ended - begun) / share);
      return answer;
    } catch (error) {
      kept.delete(name);
      throw error;
    }
  };
};

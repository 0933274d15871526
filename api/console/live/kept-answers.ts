import type { StoreId } from '../../../domain/ids.ts';

/** At most this part of the time is spent on reading. */
const share = 0.1;

interface Kept<Answer> {
  readonly answer: Promise<Answer>;
  /** Kept until then, in the milliseconds of `elapsed`. */
  until: number;
}

/**
 * Reads what is costly of a store for whoever looks, keeping each answer for `leastMillis`, or longer where reading is
 * slow: ten times as long as it took. Many viewers cost as much as one.
 */
export const keepAnswers = <Answer>(
  read: (store: StoreId) => Promise<Answer>,
  leastMillis: number,
  elapsed = () => performance.now(),
) => {
  const kept = new Map<StoreId, Kept<Answer>>();
  return async (store: StoreId): Promise<Answer> => {
    const begun = elapsed();
    const held = kept.get(store);
    if (held && begun < held.until) return held.answer;
    const entry: Kept<Answer> = { answer: read(store), until: Number.POSITIVE_INFINITY };
    kept.set(store, entry);
    try {
      const answer = await entry.answer;
      const ended = elapsed();
      entry.until = ended + Math.max(leastMillis, (ended - begun) / share);
      return answer;
    } catch (error) {
      kept.delete(store);
      throw error;
    }
  };
};

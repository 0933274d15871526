import { type ReadFacts, readFacts } from '../../../db/facts/read-facts.ts';

/**
 * Reads the facts of one step for its preparation, and gives them to its decision too: in a backtest nothing else happens
 * to a customer meanwhile. A step that is prepared again has them read again.
 */
export const factsOnce = (read: ReadFacts = readFacts): ReadFacts => {
  let kept: ReturnType<ReadFacts> | undefined;
  return async (queries, request) => {
    const before = kept;
    kept = before ? undefined : read(queries, request);
    return before ?? kept;
  };
};

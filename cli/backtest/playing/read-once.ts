import { type StepReads, stepReads } from '../../../activities/deliver/step-reads.ts';

/**
 * Reads what is known of one step for its preparation, and gives it to its decision too: in a backtest nothing else happens
 * to a customer meanwhile. A step that is prepared again has it read again.
 */
export const readOnce = (reads: StepReads = stepReads): StepReads => {
  let facts: ReturnType<StepReads['facts']> | undefined;
  let step: ReturnType<StepReads['step']> | undefined;
  return {
    facts: async (queries, request) => {
      const before = facts;
      facts = before ? undefined : reads.facts(queries, request);
      return before ?? facts;
    },
    step: async (queries, key) => (step = reads.step(queries, key)),
    heldStep: async (queries, key) => step ?? reads.heldStep(queries, key),
  };
};

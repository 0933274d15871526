import { type ReadFacts, readFacts } from '../../db/facts/read-facts.ts';
import { holdStep, readStep } from '../../db/ledger/ledger.ts';

/** How the gate reads what is known of a step. */
export interface StepReads {
  readonly facts: ReadFacts;
  /** The ledger's row of the step. */
  readonly step: typeof readStep;
  /** The same, held until the decision is committed. */
  readonly heldStep: typeof holdStep;
}

export const stepReads: StepReads = { facts: readFacts, step: readStep, heldStep: holdStep };

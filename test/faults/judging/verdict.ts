import { type DemoClock, storeTime } from '../../../domain/time/clock.ts';
import type { Evidence } from './evidence.ts';
import { decidedTwice, deniedAcceptances, inventedAcceptances, stuckSteps } from './ledger-rules.ts';
import { lostEvents, untoldEvents, uninvitedEvents } from './event-rules.ts';
import { duplicateAcceptances, sendsAfterPurchase } from './provider-rules.ts';
import { deadRuns, lostTimers } from './run-rules.ts';

/** One broken promise: when it happened, by this machine's clock in milliseconds, and what. */
export interface Finding {
  readonly at: number;
  readonly what: string;
}

export interface Verdict {
  readonly lost: readonly Finding[];
  readonly duplicates: readonly Finding[];
  readonly afterPurchase: readonly Finding[];
  /** Every other broken promise. */
  readonly failures: readonly Finding[];
  /** Messages parked because nobody can know; not a broken promise. */
  readonly unknown: readonly Finding[];
}

/** Compares the lists. Pure: it reads nothing but the evidence, so that tampered evidence shows what it catches. */
export const judge = (evidence: Evidence, clock: DemoClock): Verdict => {
  const toStore = (real: number): number => storeTime(real, clock);
  return {
    lost: [...lostEvents(evidence), ...untoldEvents(evidence)],
    duplicates: duplicateAcceptances(evidence),
    afterPurchase: sendsAfterPurchase(evidence, toStore),
    failures: [
      ...uninvitedEvents(evidence),
      ...stuckSteps(evidence),
      ...deniedAcceptances(evidence),
      ...inventedAcceptances(evidence),
      ...decidedTwice(evidence),
      ...deadRuns(evidence),
      ...lostTimers(evidence, toStore),
    ],
    unknown: evidence.steps
      .filter(({ state }) => state === 'unknown')
      .map(({ recordedAt, key, lastError }) => ({ at: recordedAt, what: `${key}: ${lastError ?? ''}` })),
  };
};

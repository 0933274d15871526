import type { WithheldReason } from '../reasons.ts';

/** What was decided in one span of time. */
export interface DecisionCounts {
  /** Steps that came to an outcome, whichever. */
  readonly decided: number;
  readonly withheld: Readonly<Partial<Record<WithheldReason, number>>>;
}

/** A reason for which suddenly much more is withheld than usual; shares from 0 to 1. */
export interface WithheldJump {
  readonly reason: WithheldReason;
  readonly share: number;
  readonly usual: number;
  readonly count: number;
}

/** Which spans are compared, in milliseconds: the last day with the week before it. */
export const withheldSpans = { recent: 86_400_000, before: 7 * 86_400_000 } as const;

/**
 * A share is out of the ordinary beyond three standard deviations of a proportion (Shewhart's p chart: NIST/SEMATECH
 * e-Handbook of Statistical Methods, 6.3.3.2). With very many decisions that is hardly any difference at all, hence
 * the least one that a person cares about; with very few, chance, hence the least number.
 */
const limits = { deviations: 3, points: 0.05, decisions: 50 } as const;

/** The reasons for which the withheld share jumped (Q4), the largest jump first. */
export const withheldJumps = (recent: DecisionCounts, before: DecisionCounts): readonly WithheldJump[] => {
  if (recent.decided < limits.decisions || before.decided < limits.decisions) return [];
  return (Object.entries(recent.withheld) as [WithheldReason, number][])
    .map(([reason, count]) => ({
      reason,
      count,
      share: count / recent.decided,
      usual: (before.withheld[reason] ?? 0) / before.decided,
    }))
    .filter(({ share, usual }) => {
      const deviation = Math.sqrt((usual * (1 - usual)) / recent.decided);
      return share - usual > Math.max(limits.points, limits.deviations * deviation);
    })
    .toSorted((a, b) => b.share - b.usual - (a.share - a.usual));
};

import { toInstant } from '../time/instant.ts';
import { rules } from './index.ts';
import type { Judgement } from './judge.ts';
import { saidOf, type StoredVerdict } from './outcome.ts';
import type { Show } from './rule.ts';

/** A verdict as the ledger keeps it, with what the rule saw. */
export interface KeptVerdict extends StoredVerdict {
  readonly rule: string;
  readonly saw: Readonly<Record<string, unknown>>;
}

/** A judgement as it is kept. */
export const keptVerdicts = (judgement: Judgement) =>
  judgement.map(({ rule, verdict }) => ({
    rule,
    says: verdict.says,
    ...(verdict.says !== 'pass' && { reason: verdict.reason }),
    ...(verdict.says === 'later' && { at: toInstant(verdict.at) }),
    saw: { ...verdict.saw },
  }));

const byName = new Map(rules.map((rule) => [rule.name, rule]));

/**
 * A stored verdict in its rule's own sentence; undefined when there is no such rule any more, or when it was stored
 * by a rule that saw other things than the one of today.
 */
export const sentenceOf = (verdict: KeptVerdict, show: Show): string | undefined => {
  const rule = byName.get(verdict.rule);
  if (!rule) return undefined;
  try {
    return rule.sentence({ ...saidOf(verdict), saw: verdict.saw }, show);
  } catch {
    return undefined;
  }
};

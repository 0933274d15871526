import { rules } from './index.ts';
import { saidOf, type StoredVerdict } from './outcome.ts';
import type { Show } from './rule.ts';

/** A verdict as the ledger keeps it, with what the rule saw. */
export interface KeptVerdict extends StoredVerdict {
  readonly rule: string;
  readonly saw: Readonly<Record<string, unknown>>;
}

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

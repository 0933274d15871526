import { expect, test } from 'vitest';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { AnyRule, Show, Verdict } from '../../../domain/rules/rule.ts';
import { context, now } from './context.ts';

/** What a case changes of facts that let a cart message pass, and what the rule then says. */
export type Row = readonly [description: string, changes: Partial<RuleContext>, verdict: string];

/** A verdict in one word: `pass`, the reason, or `later` with the minutes from now. */
const said = (verdict: Verdict): string => {
  if (verdict.says === 'pass') return 'pass';
  return verdict.says === 'later' ? `${verdict.reason} ${(verdict.at - now) / 60_000}m` : verdict.reason;
};

const show: Show = { instant: (instant) => instant };

/** One test a row: what the rule says, and that it says it in a sentence. */
export const ruleTable = (rule: AnyRule, rows: readonly Row[]): void => {
  test.each(rows)(`${rule.name}: %s`, (_description, changes, expected) => {
    const verdict = rule.judge(context(changes)) as Verdict;
    expect(said(verdict)).toBe(expected);
    // From what is stored, not from what was computed.
    const stored = JSON.parse(JSON.stringify(verdict)) as Verdict;
    expect(rule.sentence(stored, show)).toMatch(/^[A-Z0-9].*\.$/);
    expect(rule.sentence(stored, show)).not.toMatch(/undefined|null|NaN|\[object/);
  });
};

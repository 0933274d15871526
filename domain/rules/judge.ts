import type { RuleContext } from './context.ts';
import { rules } from './index.ts';
import type { Verdict } from './rule.ts';

/** The verdict of each rule, in order. */
export type Judgement = readonly { readonly rule: string; readonly verdict: Verdict }[];

/** A verdict that keeps a message from being sent now. */
export type Refusal = Exclude<Verdict, { says: 'pass' }>;

/** Asks every rule, also after a refusal, so that the record explains the whole decision. */
export const judge = (context: RuleContext, list = rules): Judgement =>
  list.map((rule) => ({ rule: rule.name, verdict: rule.judge(context) as Verdict }));

/** The first refusal; undefined when every rule lets the message pass. */
export const firstRefusal = (judgement: Judgement): Refusal | undefined =>
  judgement.map(({ verdict }) => verdict).find((verdict): verdict is Refusal => verdict.says !== 'pass');

/** The first refusal that no waiting can lift. */
export const firstFinalRefusal = (judgement: Judgement): Extract<Verdict, { says: 'withheld' }> | undefined =>
  judgement.map(({ verdict }) => verdict).find((verdict) => verdict.says === 'withheld');

/** Every rule let the message pass but the last one: it is made as it would have gone out, and only recorded. */
export const isShadow = (refusal: Refusal): boolean => refusal.says === 'withheld' && refusal.reason === 'shadow';

import type { HoldoutPolicy } from '../../policy/holdout.ts';
import { pick } from '../../split.ts';
import type { Millis } from '../../time/instant.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';

/** What the rule saw: kept with the decision. */
export interface HoldoutSaw {
  /** Of the experiments that the message was drawn for; absent where there is none. */
  readonly experiments?: readonly { readonly id: string; readonly arm: Arm; readonly share: number }[];
  readonly isMarketing?: boolean;
}

type Arm = 'holdout' | 'treated';

/**
 * A part of the customers gets no marketing, the same ones from step to step, so that the others can be compared with
 * them. Both arms are recorded. What concerns a customer's own order is never held out (R249).
 */
export const holdout: Rule<HoldoutSaw> = {
  name: 'holdout',
  judge: ({ step, run, policy, holdout: { unit } }) => {
    const isMarketing = isMarketingStep(step);
    const drawn = isMarketing ? experimentsOf(policy.holdout, step.journey, run.startedAt) : [];
    if (drawn.length === 0) return { says: 'pass', saw: { isMarketing } };
    const experiments = drawn.map(({ id, share }) => ({ id, share, arm: armOf(unit, id, share) }));
    const saw = { experiments, isMarketing };
    const isHeldOut = experiments.some(({ arm }) => arm === 'holdout');
    return isHeldOut ? { says: 'withheld', reason: 'holdout', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw: { experiments, isMarketing } }) => {
    if (says !== 'pass') {
      const share = experiments!.find(({ arm }) => arm === 'holdout')!.share;
      return `The customer is one of the ${share} % who get none of it, so that its effect can be measured.`;
    }
    if (experiments) return 'The customer is one of those who get it, to be compared with those who do not.';
    return isMarketing ? 'Nobody was held out to be compared with.' : 'Such a message is held out from nobody.';
  },
};

const isMarketingStep = ({ purpose, rank }: RuleContext['step']): boolean =>
  purpose === 'marketing' && rank !== 'transactional' && rank !== 'service';

/** The global experiment first: who is in it is in none of a journey. */
const experimentsOf = (policy: HoldoutPolicy, journey: string, startedAt: Millis) => {
  const period = policy.redraw === 'quarterly' ? quarterOf(startedAt) : 'always';
  return [
    { id: `${policy.name}/all/${period}`, share: policy.share },
    { id: `${policy.name}/${journey}/${period}`, share: policy.byJourney[journey] ?? 0 },
  ].filter(({ share }) => share > 0);
};

/** `2026-Q3`. */
const quarterOf = (at: Millis): string => {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
};

/** The hash that serves `j.split` too; sticky as long as the share stays, and who is held out by 5 % is by 10 %. */
const armOf = (unit: string, experiment: string, share: number): Arm =>
  pick<Arm>(`${experiment}/${unit}`, { holdout: share, treated: 100 - share });

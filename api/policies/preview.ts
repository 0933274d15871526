import type { Database } from '../../db/client.ts';
import { readDecisions, type StoredDecision } from '../../db/policies/decisions.ts';
import { readPast } from '../../db/policies/versions.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Policy, PolicySection } from '../../domain/policy/policy.ts';
import { isSameOutcome, outcomeOf, type RulesOutcome, saidOf } from '../../domain/rules/outcome.ts';
import { rejudge } from '../../domain/rules/rejudge.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { type Comparison, createTally, type PreviewCounts } from './preview-tally.ts';

/** How many days a preview looks back, at how many decisions, newest first, and for how long in milliseconds. */
export const previewLimits = { days: 7, decisions: 20_000, millis: 10_000 } as const;

const pageSize = 500;
const dayMillis = 86_400_000;

export interface PolicyPreview extends PreviewCounts {
  readonly since: Date;
  /** False: there were more decisions than the limits allow. */
  readonly complete: boolean;
}

interface PreviewWish {
  readonly store: StoreId;
  readonly section: PolicySection;
  readonly policy: Policy[PolicySection];
  readonly now: Millis;
}

/**
 * What a change of one section would have done to the decisions of the last days (the last decision of each step),
 * each by itself: judged again from its stored facts, with the versions of all other sections that it was made
 * under. That a message more or less went out changes none of the decisions that came after it. Reads only.
 */
export const previewPolicy = async (
  db: Database,
  { store, section, policy, now }: PreviewWish,
  limits: { readonly decisions: number; readonly millis: number } = previewLimits,
): Promise<PolicyPreview> => {
  const since = new Date(now - previewLimits.days * dayMillis);
  const past = await readPast(db, store);
  const tally = createTally();
  const begun = performance.now();
  let last: StoredDecision | undefined;
  for (;;) {
    const limit = Math.min(pageSize, limits.decisions - tally.count());
    const before = last && { at: last.decidedAt, id: last.id };
    // One more than is looked at tells whether there are more.
    const rows = await readDecisions(db, { store, since, before }, limit + 1);
    for (const row of rows.slice(0, limit)) {
      const then = past(row.policyVersions);
      tally.add(row, compare(row, then, { ...then, [section]: policy }));
    }
    last = rows[limit - 1];
    const complete = rows.length <= limit;
    if (complete || tally.count() >= limits.decisions || performance.now() - begun > limits.millis) {
      return { since, complete, ...tally.result() };
    }
  }
};

const compare = ({ verdicts, facts, ...row }: StoredDecision, then: Policy, changed: Policy): Comparison => {
  const expiresAt = row.expiresAt.getTime();
  const under = (policy: Policy): RulesOutcome =>
    outcomeOf(
      rejudge(facts!, policy).map(({ verdict }) => verdict),
      expiresAt,
    );
  const from = outcomeOf(verdicts.map(saidOf), expiresAt);
  try {
    const to = under(changed);
    // Where it turns out otherwise, the rules themselves may be what changed since.
    if (isSameOutcome(from, to) || isSameOutcome(from, under(then))) return { from, to };
  } catch {
    // Facts of before a rule that needs more of them.
  }
  return { from, to: 'not comparable' };
};

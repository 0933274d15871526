import type { Database } from '../../db/client.ts';
import { readFacts } from '../../db/facts/read-facts.ts';
import type { PolicyVersions } from '../../domain/policy/policy.ts';
import { judge, type Judgement } from '../../domain/rules/judge.ts';
import { outcomeOf, type RulesOutcome } from '../../domain/rules/outcome.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant, toMillis } from '../../domain/time/instant.ts';
import { ruleContext } from '../deliver/context/rule-context.ts';
import { factsOf } from '../deliver/prepare/prepare.ts';
import { type AskedKind, type AskedMessage, askedStep } from './asked-step.ts';

/** How often the rules are asked again at a later instant before it is given up. */
const mostLooks = 30;

/** What the rules say about a message at one instant. */
export interface Look {
  readonly at: Millis;
  readonly outcome: RulesOutcome;
  readonly judgement: Judgement;
}

export interface DryRun {
  readonly kind: AskedKind;
  /** `cart/reminder#1`. */
  readonly step: string;
  readonly policies: PolicyVersions;
  readonly now: Look;
  /** The last look: at the earliest possible instant, or when it was refused for good. */
  readonly last: Look;
  /** When it could be sent at the earliest, as things stand; undefined: not at all. */
  readonly possibleAt?: Millis;
  /** True: the rules put it off so often that nobody looked further. */
  readonly gaveUp: boolean;
}

/**
 * What would happen to a message now, and when it would be possible: the gate's own rules on fresh facts, without
 * lock, claim or render; where they say later, they are asked again as of that instant, with the policy that holds
 * then. Reads only. Undefined when the customer is not there any more.
 */
export const dryRun = async (db: Database, asked: AskedMessage, now: Millis): Promise<DryRun | undefined> => {
  const { kind, input: first, queries } = await askedStep(db, asked, now);
  let input = first;
  const look = async (at: Millis) => {
    const facts = await readFacts(queries, factsOf(input, at));
    if (!facts) return undefined;
    const judgement = judge(ruleContext(input, facts, at));
    const verdicts = judgement.map(({ verdict }) => verdict);
    return { at, judgement, outcome: outcomeOf(verdicts, toMillis(input.expiresAt)), policies: facts.policy.versions };
  };
  const begun = await look(now);
  if (!begun) return undefined;
  const { policies, ...atOnce } = begun;
  let last: Look = atOnce;
  for (let looks = 1; looks < mostLooks && last.outcome.says === 'later'; looks++) {
    const { at, reason } = last.outcome;
    if (reason === 'touched') {
      // As the journey does: the whole step moves, its end included.
      input = { ...input, dueAt: toInstant(at), expiresAt: toInstant(at + durationMillis(asked.spec.expires)) };
    }
    last = (await look(Math.max(at, last.at + 1))) ?? last;
  }
  return {
    kind,
    step: input.step,
    policies,
    now: atOnce,
    last,
    ...(last.outcome.says === 'send' && { possibleAt: last.at }),
    gaveUp: last.outcome.says === 'later',
  };
};

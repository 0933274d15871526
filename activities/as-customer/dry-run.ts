import { readFacts } from '../../db/facts/read-facts.ts';
import type { PolicyVersions } from '../../domain/policy/policy.ts';
import { judge, type Judgement } from '../../domain/rules/judge.ts';
import { outcomeOf, type RulesOutcome } from '../../domain/rules/outcome.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant, toMillis } from '../../domain/time/instant.ts';
import type { IdField } from '../../domain/journey-message.ts';
import { ruleContext } from '../deliver/context/rule-context.ts';
import { factsOf, type NotSendable } from '../deliver/prepare/prepare.ts';
import { type AskedAs, type AskedKind, askedStep } from './asked-step.ts';
import { makeAsCustomer, type MakingDeps } from './make.ts';

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
  /** What the journey is about: the trigger's ids. */
  readonly event: Readonly<Record<string, string>>;
  /** Of that, what the customer has nothing of. */
  readonly missing: readonly IdField[];
  readonly policies: PolicyVersions;
  readonly now: Look;
  /** The last look: at the earliest possible instant, or when it was refused for good. */
  readonly last: Look;
  /** When it could be sent at the earliest, as things stand; undefined: not at all. */
  readonly possibleAt?: Millis;
  /** True: the rules put it off so often that nobody looked further. */
  readonly gaveUp: boolean;
  /** Why it would fail although the rules let it pass: its template, a link, its length. */
  readonly flaw?: NotSendable;
}

/** Of the others a rule says why. */
const isNotSendable = (body: NotSendable | 'nothing' | 'no_approved_template'): body is NotSendable =>
  body !== 'nothing' && body !== 'no_approved_template';

/**
 * What would happen to a message now, and when it would be possible: the gate's own rules on fresh facts, without
 * lock or claim; where they say later, they are asked again as of that instant, with the policy that holds
 * then. Reads only. Undefined when the customer is not there any more.
 */
export const dryRun = async (deps: MakingDeps, asked: AskedAs, now: Millis): Promise<DryRun | undefined> => {
  const step = await askedStep(deps.db, asked, now);
  const made = await makeAsCustomer(deps, step, { now });
  if (!made) return undefined;
  const { kind, event, missing, queries } = step;
  let { input } = step;
  const known = { found: made.offer?.found, segments: made.sms?.segments };
  const look = async (at: Millis) => {
    const facts = at === now ? made.facts : await readFacts(queries, factsOf(input, at));
    if (!facts) return undefined;
    const judgement = judge(ruleContext(input, facts, at, deps.demoClock, known));
    const verdicts = judgement.map(({ verdict }) => verdict);
    return { at, judgement, outcome: outcomeOf(verdicts, toMillis(input.expiresAt)), policies: facts.policy.versions };
  };
  const { policies, ...atOnce } = (await look(now))!;
  let last: Look = atOnce;
  for (let looks = 1; looks < mostLooks && last.outcome.says === 'later'; looks++) {
    const { at, reason } = last.outcome;
    if (reason === 'touched') {
      // As the journey does: the whole step moves, its end included.
      input = { ...input, dueAt: toInstant(at), expiresAt: toInstant(at + durationMillis(asked.message.expires)) };
    }
    last = (await look(Math.max(at, last.at + 1))) ?? last;
  }
  // What was made from samples says nothing of what would be made.
  const flaw = made.sampled.length === 0 && typeof made.body === 'string' && isNotSendable(made.body) && made.body;
  return {
    kind,
    step: input.step,
    event,
    missing,
    policies,
    now: atOnce,
    last,
    ...(last.outcome.says === 'send' && !flaw && { possibleAt: last.at }),
    gaveUp: last.outcome.says === 'later',
    ...(flaw && { flaw }),
  };
};

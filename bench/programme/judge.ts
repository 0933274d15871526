import { DateTime } from 'luxon';
import { sentMessages } from '../../api/journeys/sent-messages.ts';
import type { DecisionLine } from '../../cli/backtest/results/decisions.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** One run, as the backtest's database has it; `customer` is the input's own name. */
export interface JudgedRun {
  readonly id: string;
  readonly journey: string;
  readonly customer: string;
  readonly startedAt: Millis;
  /** Absent: it went on to the end. */
  readonly closedAt?: Millis;
}

export interface Evidence {
  readonly decisions: readonly DecisionLine[];
  readonly runs: readonly JudgedRun[];
  /** From the input, and from nothing that played it. */
  readonly purchases: readonly { readonly customer: string; readonly at: Millis }[];
  readonly specs: readonly JourneySpec[];
  readonly timezone: string;
}

/** Journeys that take somebody in, of whom a customer meets one at a time (R53). */
export const onboardings = ['welcome', 'accountActivation'] as const;

/** What must hold of the whole programme, whatever the journeys and the shop's past; by the defaults of its policy. */
export const rules = {
  afterPurchase: 'a run that a purchase ends sends nothing after it',
  onceAStep: 'each step of a run was decided once',
  aDay: 'at most one marketing e-mail a customer and civil day',
  aWeek: 'at most four in any seven days',
  oneStory: 'at most one journey a customer and civil day',
  hours: 'marketing goes between 7 and 22, by the clock of the customer',
  onboarding: 'nobody is in two onboardings at a time (R53)',
} as const;
export type Rule = keyof typeof rules;

export interface Violation {
  readonly rule: Rule;
  readonly what: string;
}

const day = 86_400_000;

/** Finds what is against the rules, by the decisions and the raw purchases alone: with none of the code that decided. */
export const findViolations = (evidence: Evidence): readonly Violation[] => {
  const { decisions, runs, specs } = evidence;
  const marketing = decisions.filter(
    (line) => line.outcome === 'sent' && line.channel === 'email' && isMarketing(line),
  );
  const runOf = new Map(runs.map((run) => [run.id, run]));
  return [
    ...afterPurchase(evidence, runOf, new Set(specs.filter(endsWithPurchase).map(({ name }) => name))),
    ...onceAStep(decisions),
    ...ofEachCustomer(marketing, evidence.timezone),
    ...twoOnboardings(runs),
  ];
};

const byCustomer = <One extends { readonly customer: string }>(
  all: readonly One[],
): ReadonlyMap<string, readonly One[]> => {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const group = groups.get(one.customer);
    if (group) group.push(one);
    else groups.set(one.customer, [one]);
  }
  return groups;
};

const isMarketing = ({ journey, template, channel }: DecisionLine): boolean =>
  sentMessages.find(
    (one) =>
      one.journey === journey && one.channel === channel && [one.template, one.fallback].includes(template as never),
  )?.purpose === 'marketing';

const endsWithPurchase = ({ exitOn }: JourneySpec): boolean => exitOn.some(({ name }) => name === 'order.placed');

const afterPurchase = (
  { decisions, purchases }: Evidence,
  runOf: ReadonlyMap<string, JudgedRun>,
  ending: ReadonlySet<string>,
): readonly Violation[] => {
  const boughtAt = byCustomer(purchases);
  return decisions.flatMap((line) => {
    if (line.outcome !== 'sent' || !ending.has(line.journey)) return [];
    const sentAt = Date.parse(line.decided_at);
    const { startedAt } = runOf.get(line.run)!;
    const between = (boughtAt.get(line.customer) ?? []).find(({ at }) => at > startedAt && at <= sentAt);
    return between ? [{ rule: 'afterPurchase', what: told(line) } as const] : [];
  });
};

const onceAStep = (decisions: readonly DecisionLine[]): readonly Violation[] => {
  const seen = new Set<string>();
  return decisions.flatMap((line) => {
    const key = `${line.run} ${line.step} ${line.channel}`;
    if (!seen.has(key)) return (seen.add(key), []);
    return [{ rule: 'onceAStep', what: told(line) } as const];
  });
};

/** What is asked of what one customer got. */
const ofEachCustomer = (marketing: readonly DecisionLine[], zone: string): readonly Violation[] => {
  const violations: Violation[] = [];
  for (const lines of byCustomer(marketing).values()) {
    const sent = lines.map((line) => {
      const at = Date.parse(line.decided_at);
      const civil = DateTime.fromMillis(at, { zone });
      return { line, at, day: civil.toISODate()!, hour: civil.hour };
    });
    for (const [index, { line, at, day: today, hour }] of sent.entries()) {
      const before = sent.slice(0, index);
      const sameDay = before.filter((one) => one.day === today);
      const week = before.filter((one) => one.at > at - 7 * day);
      const add = (rule: Rule) => violations.push({ rule, what: told(line) });
      if (sameDay.length >= 1) add('aDay');
      if (sameDay.some((one) => one.line.run !== line.run)) add('oneStory');
      if (week.length >= 4) add('aWeek');
      if (hour < 7 || hour >= 22) add('hours');
    }
  }
  return violations;
};

const twoOnboardings = (runs: readonly JudgedRun[]): readonly Violation[] => {
  const taken = runs.filter(({ journey }) => (onboardings as readonly string[]).includes(journey));
  return [...byCustomer(taken).values()].flatMap((own) =>
    own.flatMap((one, index) => {
      const over = own.slice(index + 1).find((other) => other.journey !== one.journey && meet(one, other));
      return over ? [{ rule: 'onboarding', what: `${one.customer}: ${one.journey} and ${over.journey}` } as const] : [];
    }),
  );
};

/** For longer than the instant in which one ends because the other begins. */
const meet = (one: JudgedRun, other: JudgedRun): boolean =>
  Math.min(one.closedAt ?? Infinity, other.closedAt ?? Infinity) > Math.max(one.startedAt, other.startedAt);

const told = ({ customer, journey, subject, step, decided_at }: DecisionLine): string =>
  `${customer}: ${journey} ${subject} ${step} at ${decided_at}`;

import type { readCustomerCard } from '../../db/pages/customers.ts';
import type { DecidedStep, UnusedEvent } from '../../db/pages/timeline.ts';
import type { RunRow } from '../../db/road/runs.ts';
import { ignoredReasons, quarantineReasons } from '../../domain/reasons.ts';
import type { Show } from '../../domain/rules/rule.ts';
import { type KeptVerdict, sentenceOf } from '../../domain/rules/sentence.ts';
import { runView } from '../read/views.ts';
import { runSentence } from './run-words.ts';
import { outcomeOfState, stepSentence } from './step-words.ts';
import type { TimelineEntry } from './timeline.ts';

/** What a rule said, with the values that it saw and in its own words. */
export const verdictView = (verdict: KeptVerdict, show: Show) => ({
  ...verdict,
  sentence: sentenceOf(verdict, show) ?? 'This rule is not asked any more.',
});

/** A step with its one outcome and what each rule said. */
export const stepView = (step: DecidedStep, show: Show) => ({
  message: step.id,
  step: step.step,
  channel: step.channel,
  purpose: step.purpose,
  template: step.template,
  outcome: outcomeOfState(step.state),
  ...(step.reason !== null && { reason: step.reason }),
  sentence: stepSentence(step, show),
  dueAt: step.dueAt,
  usefulUntil: step.expiresAt,
  decidedAt: step.decidedAt,
  notBefore: step.notBefore,
  acceptedAt: step.acceptedAt,
  policies: step.policyVersions,
  verdicts: step.verdicts.map((verdict) => verdictView(verdict, show)),
});

const eventWords: Readonly<Record<string, string>> = { ...ignoredReasons, ...quarantineReasons };

/** Why an event started nothing. */
export const eventSentence = ({ reason }: Pick<UnusedEvent, 'reason'>): string =>
  `It started nothing: ${reason === null ? 'no reason is known' : (eventWords[reason] ?? reason)}.`;

/** An entry of the timeline as stores see it. */
export const entryView = (entry: TimelineEntry, show: Show) => {
  if (entry.kind === 'event') {
    const { eventId, type, occurredAt, fate, reason } = entry.event;
    return { kind: entry.kind, id: eventId, type, occurredAt, fate, reason, sentence: eventSentence(entry.event) };
  }
  const { run, steps } = entry;
  const sentence = runSentence(run, steps.length, show);
  return { kind: entry.kind, ...runView(run), sentence, steps: steps.map((step) => stepView(step, show)) };
};

type Card = NonNullable<Awaited<ReturnType<typeof readCustomerCard>>>;

/** What the store may and may not send to a customer, and where they are now; addresses stay with us. */
export const contactView = ({ customer, consents, suppressions, orders }: Card, active: readonly RunRow[]) => ({
  language: customer.locale,
  timezone: customer.timezone,
  knownSince: customer.createdAt,
  erasedAt: customer.erasedAt,
  consents: consents.map(({ channel, purpose, state, at, source }) => ({ channel, purpose, state, at, source })),
  suppressions: suppressions.map(({ channel, reason, at, until }) => ({ channel, reason, at, until })),
  orders: orders.map(({ externalId, state, placedAt, total, currency }) => ({
    id: externalId,
    state,
    placedAt,
    total: { amount: total, currency },
  })),
  active: active.map(runView),
});

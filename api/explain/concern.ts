import type { DryRun } from '../../activities/as-customer/dry-run.ts';
import { waitsForConfirmation } from '../../db/as-customer/waits-for-confirmation.ts';
import type { Queries } from '../../db/client.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { AnyEventIds } from '../../domain/events.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import { subjectWords } from '../../domain/journey-message.ts';
import { type IgnoredReason, ignoredReasons } from '../../domain/reasons.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { readFacts } from '../intake/facts.ts';
import { route } from '../route/route.ts';
import type { RouteFacts } from '../route/routing.ts';

/** Whether a journey can begin for a customer; if not, why, in a sentence. */
export type Concern =
  | { readonly concerns: true }
  | { readonly concerns: false; readonly reason: IgnoredReason | 'nothing_of_theirs'; readonly sentence: string };

interface About {
  readonly store: StoreRow;
  readonly customer: CustomerId;
  readonly spec: JourneySpec;
}

/**
 * Whether the journey that a dry run supposed would begin for this customer if its trigger were told now: intake's own
 * decision, on fresh facts. Reads only.
 */
export const concernOf = async (
  db: Queries,
  { store, customer, spec }: About,
  { kind, event, missing }: Pick<DryRun, 'kind' | 'event' | 'missing'>,
  now: Millis,
): Promise<Concern> => {
  if (kind !== 'supposed') return { concerns: true };
  const [trigger] = triggersOf(spec);
  // What tells two runs apart is what it is about, first of all.
  const lacking = missing.find((field) => field === spec.subject) ?? missing[0];
  if (lacking) {
    return {
      concerns: false,
      reason: 'nothing_of_theirs',
      sentence: `It is about ${subjectWords(trigger!, lacking)}, and there is none for this customer.`,
    };
  }
  if (spec.unconfirmed && !(await waitsForConfirmation(db, customer, new Date(now)))) {
    return {
      concerns: false,
      reason: 'nothing_of_theirs',
      sentence: 'It is for sign-ups that wait for their confirmation, and none of this customer does.',
    };
  }
  const routed = { type: trigger!, ids: event as AnyEventIds, at: now, customer };
  const people = { owner: customer, matched: [customer], also: [], visitors: [] };
  const known = { now, calendar: store.calendar, outdated: false, ordered: false, imported: false, merged: false };
  const facts = await readFacts(db, store.id, [spec], routed, people, known);
  if (facts.asleep?.includes(spec.name)) return no('switched_off', spec, facts);
  const { decisions, ignored } = route(routed, [spec], facts);
  // A journey that its own trigger ends, to begin anew, is nothing that has happened.
  return decisions.some((one) => one.kind === 'start' || one.kind === 'touch') || ignored === undefined
    ? { concerns: true }
    : no(ignored, spec, facts);
};

const no = (reason: IgnoredReason, spec: JourneySpec, facts: RouteFacts): Concern => ({
  concerns: false,
  reason,
  sentence: sentenceOf(reason, spec, facts),
});

const sentenceOf = (reason: IgnoredReason, spec: JourneySpec, facts: RouteFacts): string =>
  sentences[reason]?.(spec, facts) ?? `It would not begin: ${ignoredReasons[reason]}.`;

/** Where more can be said than the reason's own words. */
const sentences: Partial<Record<IgnoredReason, (spec: JourneySpec, facts: RouteFacts) => string>> = {
  switched_off: () => 'It is off in this store: it begins for nobody.',
  not_for_them: ({ entry }, { orders = 0 }) => {
    if (entry?.orders === 'none' && orders > 0) return 'It is for people who never bought, and this customer has.';
    if (entry?.orders === 'first' && orders !== 1) {
      return `It begins with a first order and no other, and this customer has ${orders}.`;
    }
    return 'It begins only on the days of an event, and this is none of them.';
  },
  gives_way: ({ givesWayTo }, { live }) => {
    const others = [...new Set(live.map(({ journey }) => journey))].filter((one) => givesWayTo?.includes(one));
    return `The customer is in ${others.join(' and ')}, and it gives way to that.`;
  },
  cooldown: ({ reentry }) =>
    reentry === 'never'
      ? 'It has written to this customer about the same already, and never begins again.'
      : `It has written to this customer about the same already, and begins again ${reentry} after that.`,
  bought: () => 'The customer has just bought, and a purchase ends it.',
};

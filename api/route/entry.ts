import { idleOf } from '../../domain/cadence.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { IgnoredReason } from '../../domain/reasons.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { due, modeAt } from '../../domain/time/season.ts';
import { idOf, isMeant, sameId } from './named-ids.ts';
import { buysOut, ends } from './purchase-ends.ts';
import type { Decision, RoutedEvent, RouteFacts } from './routing.ts';

/** What a trigger does: starts a run, touches the one that is live, or nothing, and why. */
export const enter = (
  event: RoutedEvent,
  spec: JourneySpec,
  facts: RouteFacts,
  runs: RouteFacts['live'],
): Decision | IgnoredReason => {
  if (facts.ordered) return 'bought';
  if (facts.outdated) return 'outdated';
  const subject = spec.subject === undefined ? '' : idOf(spec.subject, event.ids);
  if (subject === undefined) return 'unknown_subject';

  const stopped = stoppedLater(event, spec, facts);
  if (stopped) return stopped;

  const idle = idleOf(spec, facts.cadences?.[spec.name]);
  const dueAt = idle ? due(event.at, idle, facts.calendar) : event.at;
  const live = runs.find((run) => run.subject === subject);
  if (live) {
    const debounces = live.dueAt > facts.now && dueAt > live.dueAt;
    const touchedAt = Math.max(live.touchedAt, event.at);
    return { kind: 'touch', run: live.id, touchedAt, ...(debounces ? { dueAt } : {}) };
  }
  if (event.at < facts.now - durationMillis(spec.maxAge ?? '1 day')) return 'too_old';

  if (facts.off?.includes(spec.name)) return 'switched_off';
  const barred = barredBy(event, spec, facts);
  if (barred) return barred;

  const past = facts.past.find((one) => one.journey === spec.name && one.subject === subject);
  if (past?.wroteUntil !== undefined && !mayReenter(spec.reentry, past.wroteUntil, event.at)) return 'cooldown';
  const episode = (past?.episodes ?? 0) + 1;
  const { name, rank, purpose } = spec;
  return { kind: 'start', journey: name, rank, purpose, subject, episode, touchedAt: event.at, dueAt };
};

/** Why nothing starts: something that ends the journey happened no earlier than the event, or it is part of a purchase. */
const stoppedLater = (event: RoutedEvent, spec: JourneySpec, facts: RouteFacts): IgnoredReason | undefined => {
  if (buysOut(spec) && facts.bought !== undefined && ends(spec, facts.bought, event.at)) return 'bought';
  const ended = spec.exitOn.some((rule) =>
    facts.later.some(
      (exit) =>
        exit.type === rule.name &&
        isMeant(rule, exit.ids) &&
        (rule.field === undefined || sameId(rule.field, exit.ids, event.ids)),
    ),
  );
  return ended ? 'outdated' : undefined;
};

/** Why a journey is not for this customer now. */
const barredBy = (
  event: RoutedEvent,
  { entry, givesWayTo }: JourneySpec,
  facts: RouteFacts,
): IgnoredReason | undefined => {
  const orders = facts.orders ?? 0;
  if (entry?.orders === 'none' && orders > 0) return 'not_for_them';
  if (entry?.orders === 'first' && orders !== 1) return 'not_for_them';
  if (entry?.segments && !entry.segments.some((one) => facts.segments?.includes(one))) return 'not_for_them';
  if (entry?.delivery === 'missed' && !facts.late) return 'not_for_them';
  if (entry?.watches && !entry.watches.includes(idOf('watch', event.ids) ?? '')) return 'not_for_them';
  const where = Object.entries(entry?.where ?? {});
  if (where.some(([field, value]) => idOf(field, event.ids) !== value)) return 'not_for_them';
  if (entry?.during && !entry.during.includes(modeAt(event.at, facts.calendar))) return 'not_for_them';
  return facts.live.some((run) => givesWayTo?.includes(run.journey)) ? 'gives_way' : undefined;
};

const mayReenter = (reentry: 'never' | 'always' | Duration, wroteUntil: Millis, at: Millis): boolean =>
  reentry === 'always' || (reentry !== 'never' && at >= wroteUntil + durationMillis(reentry));

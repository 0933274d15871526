import type { AnyEventIds } from '../../domain/events.ts';
import type { ExitRule, JourneySpec } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { isMeant, sameId } from './named-ids.ts';
import { buysOut, ends, endsBy } from './purchase-ends.ts';
import type { Exit, RoutedEvent, RouteFacts } from './routing.ts';

/**
 * An exit stops what was known when it happened: a run touched later goes on, as it would have begun
 * again had the events come in order. A run about what the order bought never goes on.
 */
export const stops = (
  spec: JourneySpec,
  rule: ExitRule,
  event: RoutedEvent,
  run: { readonly event: AnyEventIds; readonly touchedAt: Millis },
): boolean => {
  if (!isMeant(rule, event.ids)) return false;
  if (rule.field !== undefined && !sameId(rule.field, event.ids, run.event)) return false;
  if (event.type !== 'order.placed' || spec.restarts) return event.at >= run.touchedAt;
  return sameId('cartId', event.ids, run.event) || endsBy(event.at, run.touchedAt);
};

/**
 * An event that names two customers together may say that a purchase of the one concerned the runs of the
 * other; after a merge one cart moreover keeps one run, the one touched last.
 */
export const overtake = (
  spec: JourneySpec,
  run: RouteFacts['live'][number],
  others: RouteFacts['live'],
  event: RoutedEvent,
  facts: RouteFacts,
): Exit | undefined => {
  if (buysOut(spec) && facts.bought !== undefined && ends(spec, facts.bought, run.touchedAt)) {
    return { kind: 'exit', run: run.id, because: 'order.placed', signal: 'order.placed' };
  }
  const signal = spec.exitOn[0]?.name;
  if (!facts.merged || signal === undefined) return undefined;
  const hasTwin = others.some(
    (other) =>
      other.subject === run.subject &&
      (other.touchedAt > run.touchedAt || (other.touchedAt === run.touchedAt && other.id > run.id)),
  );
  return hasTwin ? { kind: 'exit', run: run.id, because: 'customer.merged', signal } : undefined;
};

import { type Cadence, idleOf } from '../domain/cadence.ts';
import type { AnyEventIds, EventType } from '../domain/events.ts';
import type { CustomerId, RunId } from '../domain/ids.ts';
import { type ExitRule, type JourneySpec, type Purpose, type Rank, triggersOf } from '../domain/journey.ts';
import type { IgnoredReason } from '../domain/reasons.ts';
import type { AnySegment } from '../domain/segments/names.ts';
import { type Duration, durationMillis } from '../domain/time/duration.ts';
import type { Millis } from '../domain/time/instant.ts';
import { due, modeAt, type SeasonCalendar } from '../domain/time/season.ts';

/** The event, as far as journeys may know it. */
export interface RoutedEvent {
  readonly type: EventType;
  readonly ids: AnyEventIds;
  readonly at: Millis;
  /** Whom it is about: runs that it starts are theirs. */
  readonly customer: CustomerId;
}

/** Everything that the decision needs, read under the customer's lock after the event's state was applied. */
export interface RouteFacts {
  /** The store's time. */
  readonly now: Millis;
  readonly calendar: SeasonCalendar;
  /** A newer state was known: the event can neither start nor touch. */
  readonly outdated: boolean;
  /** What the event speaks of was bought already, so that nothing can ever start from it. */
  readonly ordered: boolean;
  /** Runs of every matched customer that can still write. */
  readonly live: readonly {
    readonly id: RunId;
    readonly customerId: CustomerId;
    readonly journey: string;
    readonly subject: string;
    readonly event: AnyEventIds;
    readonly touchedAt: Millis;
    readonly dueAt: Millis;
  }[];
  /** The newest purchase of any matched customer. */
  readonly bought?: Millis | undefined;
  /** Orders of the matched customers until the event, itself included; read only where a journey asks for it. */
  readonly orders?: number | undefined;
  /** What the customer is to the store; read only where a journey asks for it. */
  readonly segments?: readonly AnySegment[] | undefined;
  /** True: a cut-off of the store's deliveries has passed, and its date has not; read only where a journey asks for it. */
  readonly late?: boolean | undefined;
  /** The store's own cadences, by journey. */
  readonly cadences?: Readonly<Record<string, Cadence>> | undefined;
  /** Runs of the customer, live or not, by journey and subject. */
  readonly past: readonly {
    readonly journey: string;
    readonly subject: string;
    readonly episodes: number;
    readonly wroteUntil?: Millis | undefined;
  }[];
  /** Exits of the customer that happened at the event's instant or later. */
  readonly later: readonly { readonly type: EventType; readonly ids: AnyEventIds }[];
  /** Journeys that are switched off, by themselves or with the whole store: none begins. */
  readonly off?: readonly string[];
  /** Journeys that a store begins without, and that nobody has switched: for them nothing has happened. */
  readonly asleep?: readonly string[];
  /** True: history; what it says may stop a run but never starts or touches one. */
  readonly imported?: boolean;
  /** True: the event made two customers one, so that a cart may have two runs. */
  readonly merged?: boolean;
}

export type Decision =
  | {
      readonly kind: 'start';
      readonly journey: string;
      readonly rank: Rank;
      readonly purpose: Purpose;
      readonly subject: string;
      readonly episode: number;
      readonly touchedAt: Millis;
      readonly dueAt: Millis;
    }
  | { readonly kind: 'touch'; readonly run: RunId; readonly touchedAt: Millis; readonly dueAt?: Millis }
  | Exit
  | { readonly kind: 'signal'; readonly run: RunId };

/** `because` is what is recorded, `signal` the exit of the spec that the workflow hears. */
export interface Exit {
  readonly kind: 'exit';
  readonly run: RunId;
  readonly because: EventType;
  readonly signal: EventType;
}

export interface Routing {
  readonly decisions: readonly Decision[];
  /** True when a journey uses this type of event at all. */
  readonly used: boolean;
  /** Why no run was started or touched by a trigger. */
  readonly ignored?: IgnoredReason;
}

/**
 * A cart touched this soon after a purchase belongs to it: shops change the cart while they take the order,
 * and the clocks of a browser, a shop and a payment page differ.
 */
const sameOccasion: Millis = 15 * 60_000;

/**
 * What an event means to the journeys: which runs it stops, touches, tells and starts. Pure; exits are
 * matched here and nowhere else.
 */
export const route = (event: RoutedEvent, specs: readonly JourneySpec[], facts: RouteFacts): Routing => {
  const decisions: Decision[] = [];
  const reasons: IgnoredReason[] = [];
  let used = false;

  for (const spec of specs) {
    const runs = facts.live.filter((run) => run.journey === spec.name);
    const exit = spec.exitOn.find((rule) => rule.name === event.type);
    const triggers = triggersOf(spec).includes(event.type) && !facts.asleep?.includes(spec.name);
    const listens = spec.listens?.some((listened) => listened.name === event.type) ?? false;
    used ||= exit !== undefined || triggers || listens;

    const stopped = exit ? runs.filter((run) => stops(spec, exit, event, run)) : [];
    for (const { id } of stopped) decisions.push({ kind: 'exit', run: id, because: event.type, signal: event.type });
    const others = runs.filter((run) => !stopped.includes(run));
    const overtaken = others.flatMap((run) => overtake(spec, run, others, event, facts) ?? []);
    decisions.push(...overtaken);
    if (facts.imported) {
      if (triggers || listens) reasons.push('imported');
      continue;
    }
    const going = others.filter((run) => !overtaken.some((exit) => exit.run === run.id));
    const told = going.filter((run) => isAbout(spec, event, run));
    if (listens) decisions.push(...told.map((run) => ({ kind: 'signal', run: run.id }) as const));
    if (!triggers) continue;

    const entry = enter(event, spec, facts, going);
    if (typeof entry === 'string') reasons.push(entry);
    else decisions.push(entry);
  }
  const ignored = reasons[0];
  return { decisions, used, ...(ignored === undefined ? {} : { ignored }) };
};

/**
 * An exit stops what was known when it happened: a run touched later goes on, as it would have begun
 * again had the events come in order. A run about what the order bought never goes on.
 */
const stops = (
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

/** True when a purchase at `bought` ends what was touched at `touched`. */
const endsBy = (bought: Millis, touched: Millis): boolean => touched <= bought + sameOccasion;

/** A journey that each purchase starts anew is ended only by a later one. */
const ends = (spec: JourneySpec, bought: Millis, touched: Millis): boolean =>
  spec.restarts ? bought > touched : endsBy(bought, touched);

/** An event that carries the id that runs are told apart by is told to the run about that very one. */
const isAbout = ({ subject }: JourneySpec, event: RoutedEvent, run: { readonly event: AnyEventIds }): boolean =>
  subject === undefined || idOf(subject, event.ids) === undefined || sameId(subject, event.ids, run.event);

/**
 * An event that names two customers together may say that a purchase of the one concerned the runs of the
 * other; after a merge one cart moreover keeps one run, the one touched last.
 */
const overtake = (
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

/** True when any order of the customer ends the journey. */
const buysOut = (spec: JourneySpec): boolean =>
  spec.exitOn.some((rule) => rule.name === 'order.placed' && rule.field === undefined && rule.only === undefined);

const enter = (
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

/** Whether an exit is about an event that carries these ids and words. */
const isMeant = ({ only = {} }: ExitRule, ids: AnyEventIds): boolean =>
  Object.entries(only).every(([field, words]) => words.includes(idOf(field, ids) ?? ''));

const mayReenter = (reentry: 'never' | 'always' | Duration, wroteUntil: Millis, at: Millis): boolean =>
  reentry === 'always' || (reentry !== 'never' && at >= wroteUntil + durationMillis(reentry));

const idOf = (field: string, ids: AnyEventIds): string | undefined => (ids as Readonly<Record<string, string>>)[field];

const sameId = (field: string, a: AnyEventIds, b: AnyEventIds): boolean => {
  const id = idOf(field, a);
  return id !== undefined && id === idOf(field, b);
};

import { v7 } from 'uuid';
import type { Alias } from '../../db/customers/aliases.ts';
import type { Database, Queries } from '../../db/client.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import { erasedHash } from '../../db/personal-data/places/profile.ts';
import { recallSuppressions } from '../../db/personal-data/returned.ts';
import { eventUuid } from '../../db/ids.ts';
import { type InboxRow, insertInbox, readInboxHash } from '../../db/road/inbox.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { EventType } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { IgnoredReason, QuarantineReason } from '../../domain/reasons.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { idsOf, type StoreEvent } from '../events/catalogue.ts';
import { normalize } from '../events/normalize.ts';
import { openAlerts } from '../alerts/open-alerts.ts';
import { route } from '../route/route.ts';
import type { RouteFacts, Routing } from '../route/routing.ts';
import type { Change, ChangeContext } from './changes/change.ts';
import { changeOf } from './changes/changes.ts';
import { carryOut } from './carry-out.ts';
import { noteContact } from './contact.ts';
import { goesByInterests } from './goes-by-interests.ts';
import { noteTaken } from './note-taken.ts';
import { routeDerived } from './route-derived.ts';
import { whatFollows } from './what-follows.ts';
import { readFacts } from './facts.ts';
import { identify, type Known, namesOf, readKnown } from './identify.ts';
import { mergeInto } from './changes/merge.ts';
import { drawnIds, type Mint } from './mint.ts';
import { withRetries } from './retries.ts';
import { TryAgain } from './try-again.ts';

export interface IntakeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
  /** Knows again who was erased; without it nobody can be. */
  readonly nameHash?: NameHash | undefined;
  /** Ids are drawn; a backtest derives them, so that the same past always gives the same ones. */
  readonly mint?: Mint;
}

/** An event that passed validation, with the proof of what was received. */
export interface Received {
  readonly event: StoreEvent;
  /** As received. */
  readonly body: unknown;
  /** SHA-256 of the body. */
  readonly hash: string;
}

/** What became of an event. */
export type Fate =
  | { readonly fate: 'applied' | 'duplicate' | 'conflict' }
  | { readonly fate: 'ignored'; readonly reason: IgnoredReason }
  | { readonly fate: 'quarantined'; readonly reason: QuarantineReason };

export interface Accepted {
  readonly fate: Fate;
  /** True when Temporal has something to be told. */
  readonly told: boolean;
  /** Of a quarantined event: the code of the error that it met, for the log. */
  readonly code?: string;
}

/** How an event came: posted by the store now, or read from a file of its past. */
export type Origin = 'posted' | 'imported';

/**
 * Accepts one event in one transaction: its customers are found and locked, its state applied, and what
 * it means to the journeys written down together with the event itself. After the commit nothing of it
 * can be lost.
 *
 * @throws what the driver throws when the database is away; the store asks again.
 */
export const acceptEvent = async (
  deps: IntakeDeps,
  store: StoreRow,
  received: Received,
  origin: Origin = 'posted',
): Promise<Accepted> =>
  withRetries(async () => deps.db.transaction(async (queries) => accept(deps, queries, store, received, origin)));

const accept = async (
  deps: IntakeDeps,
  queries: Queries,
  store: StoreRow,
  received: Received,
  origin: Origin,
): Promise<Accepted> => {
  // Here and below, statements that do not need each other's answers are sent together.
  const [before, known] = await Promise.all([
    readInboxHash(queries, store.id, received.event.id, deps.nameHash?.of(store.id, 'event', received.event.id)),
    readKnown(queries, store.id, received.event),
  ]);
  if (before !== undefined) {
    const isSame = before === received.hash || before === erasedHash;
    return { fate: { fate: isSame ? 'duplicate' : 'conflict' }, told: false };
  }
  return applyEvent(deps, queries, store, received, {
    known,
    origin: isHistory(store, received.event) ? 'imported' : origin,
    keep: async (row) => insertInbox(queries, row),
  });
};

/** What happened before a restore may have been followed up already, in what the restore forgot. */
const isHistory = ({ restoredAt }: StoreRow, { occurredAt }: StoreEvent): boolean =>
  restoredAt !== null && Date.parse(occurredAt) < restoredAt.getTime();

interface Application {
  readonly known: Known;
  readonly origin: Origin;
  /** Writes the event down with its fate; false when another transaction was first. */
  readonly keep: (row: InboxRow) => Promise<boolean>;
}

/** Applies an event that is not in the inbox yet, or lies there in quarantine, and keeps it with its fate. */
export const applyEvent = async (
  deps: IntakeDeps,
  queries: Queries,
  store: StoreRow,
  received: Received,
  { known, origin, keep }: Application,
): Promise<Accepted> => {
  const names = namesOf(received.event);
  const event = normalize(received.event);
  const now = deps.clock.now();
  const mint = deps.mint ?? drawnIds;
  const at = new Date(event.occurredAt);
  const customers = names && (await identify(queries, store.id, names, known, new Date(now), mint));
  if (names && deps.nameHash) {
    const all = [...names.aliases, ...names.also];
    await recallSuppressions(queries, deps.nameHash, store.id, unknownOf(all, known.aliases));
  }
  if (customers) await mergeInto(queries, customers.owner, customers.visitors);
  const context = { queries, store, customers, at, now: new Date(now) };
  const change: Change = (await applyChange(deps.specs, context, event)) ?? { changed: false };

  const specs = openTo(deps.specs, change, event.type);
  const ids = idsOf(store.id, event);
  let routing: Routing = { decisions: [], used: false };
  let statements: readonly (() => Promise<void>)[] = [];
  let live: RouteFacts['live'] = [];
  const merged = event.type === 'customer.merged' || (customers !== undefined && customers.visitors.length > 0);
  if (customers && (customers.matched.length > 1 || merged || isUsed(specs, event.type))) {
    const routed = { type: event.type, ids, at: +at, customer: customers.owner };
    const occasion = {
      specs: deps.specs,
      store,
      customer: customers.owner,
      routed,
      eventId: eventUuid(store.id, event.id),
      now,
      mint,
    };
    const facts = await readFacts(queries, store.id, specs, routed, customers, {
      now,
      calendar: store.calendar,
      outdated: change.reason === 'outdated',
      ordered: change.ordered ?? false,
      imported: origin === 'imported',
      merged,
    });
    routing = route(routed, specs, facts);
    live = facts.live;
    statements = carryOut(queries, { ...occasion, live: facts.live }, routing.decisions);
  }
  if (customers && origin !== 'imported') {
    const before = known.aliases.filter(({ customerId }) => customerId === customers.owner);
    const acquaintance = { before, named: names.aliases };
    const told = { store, event, change, customers, acquaintance, live, at, now: new Date(now) };
    const derived = await whatFollows(queries, deps.specs, told);
    if (derived.length > 0) {
      const { decisions } = routing;
      const cause = { store, name: event.id, at: +at, customers, decisions, now, mint };
      const more = await routeDerived(queries, deps.specs, cause, derived);
      routing = { ...routing, decisions: [...decisions, ...more.decisions] };
      statements = [...statements, ...more.statements];
    }
  }
  if (customers && goesByInterests(deps.specs)) {
    statements = [...statements, ...noteTaken(queries, { store: store.id, event, customers, at })];
  }
  if (change.product && origin !== 'imported') {
    await openAlerts(queries, deps.specs, { ...change.product, at, now: new Date(now) });
  }
  const fate = fateOf(change, routing, origin);
  const row: InboxRow = {
    id: v7(),
    storeId: store.id,
    eventId: event.id,
    type: event.type,
    occurredAt: at,
    customerId: customers?.owner ?? null,
    ids,
    body: received.body,
    hash: received.hash,
    fate: fate.fate,
    reason: fate.fate === 'ignored' ? fate.reason : null,
    receivedAt: new Date(now),
  };
  const [isFirst] = await Promise.all([
    keep(row),
    // A sign-up that nobody confirmed may be a stranger's.
    customers && !change.unconfirmed && noteContact(queries, { storeId: store.id, customerId: customers.owner }, event),
    ...statements.map(async (send) => send()),
  ]);
  if (!isFirst) throw new TryAgain('the same event was accepted meanwhile');
  return { fate, told: routing.decisions.some(({ kind }) => kind !== 'touch') };
};

const unknownOf = (names: readonly Alias[], known: readonly Alias[]): readonly Alias[] =>
  names.filter((name) => !known.some(({ kind, value }) => kind === name.kind && value === name.value));

const applyChange = async (
  specs: readonly JourneySpec[],
  context: ChangeContext,
  event: StoreEvent,
): Promise<Change | undefined> => {
  const change = changeOf(specs, event.type) as ((context: object, event: StoreEvent) => Promise<Change>) | undefined;
  return change?.(context, event);
};

/** The journeys as this event may start them: some are for sign-ups alone that wait for their confirmation. */
const openTo = (
  specs: readonly JourneySpec[],
  { unconfirmed }: Change,
  type: StoreEvent['type'],
): readonly JourneySpec[] =>
  specs.map((spec) => {
    if (spec.unconfirmed) return unconfirmed === 'asked' ? spec : { ...spec, trigger: [] };
    // As far as the others are concerned nobody has signed up yet.
    return unconfirmed ? { ...spec, trigger: [], exitOn: spec.exitOn.filter(({ name }) => name !== type) } : spec;
  });

/** Whether any journey looks at this type. */
export const isUsed = (specs: readonly JourneySpec[], type: EventType): boolean =>
  specs.some((spec) =>
    [spec.trigger, spec.exitOn, spec.listens ?? []].flat().some((definition) => definition.name === type),
  );

const fateOf = (change: Change, routing: Routing, origin: Origin): Fate & { readonly fate: 'applied' | 'ignored' } => {
  if (routing.decisions.length > 0) return { fate: 'applied' };
  const { ignored } = routing;
  if (ignored !== undefined && !(change.changed && isAboutOthers(ignored))) return { fate: 'ignored', reason: ignored };
  if (change.changed) return origin === 'imported' ? { fate: 'ignored', reason: 'imported' } : { fate: 'applied' };
  return { fate: 'ignored', reason: change.reason ?? 'no_journey' };
};

/** That a journey is for others is no reason to call an event ignored that changed what is known of its customer. */
const isAboutOthers = (reason: IgnoredReason): boolean => reason === 'not_for_them' || reason === 'gives_way';
